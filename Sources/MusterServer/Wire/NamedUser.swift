import MusterModel
import MusterStore

/// The one way in which requests name a user (contract 5.2, D59); names are found whatever their case.
extension UserReference {
    /// The user a body names by `userId`, `username` or `user`, in this order; nil when by none of them.
    ///
    /// - Throws: A Match failure for one that is no text: somebody else must not be meant in its place.
    ///   `error-user-param-not-provided` when there are only blank ones.
    init?(in body: JSONObject) throws {
        try self.init { name in
            guard let value = body[name], value != .null else { return nil }
            try Match.check(value, .string, at: name)
            return value.string
        }
    }

    /// The user a query names, likewise.
    init?(in query: Query) throws { try self.init { query[$0] } }

    private init?(_ member: (String) throws -> String?) throws {
        let id = try member("userId")
        let names = try [member("username"), member("user")].compactMap(\.self)
        if let id, !id.isBlank {
            self = .id(id)
        } else if let name = names.first(where: { !$0.isBlank }) {
            self = .username(name)
        } else if names.isEmpty, id?.isEmpty ?? true {
            return nil
        } else {
            throw Failure.nobodyNamed
        }
    }
}

extension JSONObject {
    /// The user name in a checked body that knows no other way to name a user.
    ///
    /// - Throws: `error-user-param-not-provided` for a blank one.
    func username() throws -> String {
        guard let name = self["username"]?.string, !name.isBlank else { throw Failure.nobodyNamed }
        return name
    }
}

extension Failure {
    /// A request names nobody (contract 5.2).
    static let nobodyNamed = Failure.typed(
        "The required \"userId\" or \"username\" param was not provided", "error-user-param-not-provided")
}
