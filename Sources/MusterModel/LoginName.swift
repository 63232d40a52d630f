/// The name somebody logs in by (contract 1.3).
public enum LoginName: Sendable, Equatable {
    /// By id.
    case id(String)
    /// By user name.
    case username(String)
    /// By e-mail address.
    case email(String)

    /// The text as it came.
    public var text: String {
        switch self {
        case .id(let text), .username(let text), .email(let text): text
        }
    }
}
