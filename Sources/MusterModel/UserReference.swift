/// How a request names a user.
public enum UserReference: Sendable, Equatable {
    /// By id.
    case id(String)
    /// By exact user name.
    case username(String)
}
