/// What may be against a change of monitors (contract 3.2, 3.4).
public enum MonitorRefusal: Sendable, Equatable {
    /// Nobody has the user name of who shall be one.
    case noneToAdd
    /// Nobody has the user name of who shall be none.
    case noneToRemove
    /// Nobody has that user name, or is no monitor.
    case unknown
}
