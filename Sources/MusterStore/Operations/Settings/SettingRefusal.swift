/// What may be against a setting's new value (contract 5.5).
public enum SettingRefusal: Sendable, Equatable {
    /// The value is of another type.
    case invalidValue
}
