/// What may be against a change of departments (contract 4.4, 4.7).
public enum DepartmentRefusal: Sendable, Equatable {
    /// No department has that id, and was to be changed.
    case noneToChange
    /// No department has that id, and was to be deleted.
    case noneToDelete
    /// No department has that id, and its agents were to change.
    case noneToStaff
    /// It is the last one of its unit.
    case lastOfUnit
    /// What is archived takes no chats.
    case isArchived
    /// The agents, which must be named, are not.
    case agentsNotNamed
    /// Chats need a closing tag, and there is none.
    case lacksClosingTags
    /// It would forward to itself.
    case isOwnFallback
    /// No department has the id of the one to forward to.
    case unknownFallback
}
