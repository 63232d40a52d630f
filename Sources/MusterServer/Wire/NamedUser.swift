import MusterModel
import MusterStore

/// The one way in which requests name a user (contract 5.2, D59); names are found whatever their case.
struct NamedUser: Described {
    static let schema = RequestSchema(of: Self.self)
    private let id: JSON?
    private let username: JSON?
    private let user: JSON?

    init(_ members: inout Members) {
        id = members.asSent("userId", .string())
        username = members.asSent("username", .string())
        user = members.asSent("user", .string())
    }

    /// Where `user` does not name anybody.
    init(byIDOrUsername members: inout Members) {
        id = members.asSent("userId", .string())
        username = members.asSent("username", .string())
        user = nil
    }

    /// The user named by `userId`, `username` or `user`, in this order; nil when by none of them.
    ///
    /// - Throws: A Match failure for one that is no text: somebody else must not be meant in its place.
    ///   `error-user-param-not-provided` when there are only blank ones.
    func reference() throws -> UserReference? {
        let id = try text(id, at: "userId")
        let names = try [text(username, at: "username"), text(user, at: "user")].compactMap(\.self)
        if let id, !id.isBlank { return .id(id) }
        if let name = names.first(where: { !$0.isBlank }) { return .username(name) }
        guard names.isEmpty, id?.isEmpty ?? true else { throw Failure.nobodyNamed }
        return nil
    }

    private func text(_ value: JSON?, at name: String) throws -> String? {
        guard let value, value != .null else { return nil }
        try Match.check(value, .string(), at: name)
        return value.string
    }
}

/// A body that has a user name, and knows no other way to name a user.
struct NamedByUsername: Described {
    static let schema = RequestSchema(of: Self.self)
    let text: String

    init(_ members: inout Members) { text = members.required("username", .string()) }

    /// The name.
    ///
    /// - Throws: `error-user-param-not-provided` for a blank one.
    func username() throws -> String {
        guard !text.isBlank else { throw Failure.nobodyNamed }
        return text
    }
}

extension Failure {
    /// A request names nobody (contract 5.2).
    static let nobodyNamed = Failure.typed(
        "The required \"userId\" or \"username\" param was not provided", "error-user-param-not-provided")
}
