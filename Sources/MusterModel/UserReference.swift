/// How a request names a user.
public enum UserReference: Sendable, Equatable {
    /// By id.
    case id(String)
    /// By user name: exactly, or else whatever the case.
    case username(String)
    /// By one of their e-mail addresses, whatever the case.
    case email(String)
}
