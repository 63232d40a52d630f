/// A constraint of the schema that a statement ran into and that an operation answers for.
///
/// Thrown by engines, turned into the contract's words by the operation; one that nobody expects ends as a fault.
enum Conflict: Error, Equatable {
    /// Another user has that name, whatever its case.
    case usernameTaken
    /// Another user has that e-mail address, whatever its case.
    case emailTaken
    /// A row names something that does not exist.
    case missingReference
    /// Any other constraint, by the engine's text.
    case other(String)
}
