/// What may be against a change of units (contract 3.1). The caller sees no such unit, or there is none.
public enum UnitRefusal: Sendable, Equatable {
    /// It was to be changed.
    case noneToChange
    /// It was to be deleted.
    case noneToDelete
}
