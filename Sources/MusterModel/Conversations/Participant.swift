/// A user as the messages of a room name them.
public struct Participant: Sendable, Equatable {
    /// The user's id.
    public let id: String
    /// The user name.
    public let username: String
    /// The name; nil or empty for none.
    public let name: String?

    /// A user.
    public init(id: String, username: String, name: String? = nil) {
        self.id = id
        self.username = username
        self.name = name
    }

    /// The workspace's own bot, in whose name timers act.
    public static let workspaceBot = Participant(id: "rocket.cat", username: "rocket.cat", name: "Rocket.Cat")

    /// What a comment calls them: the name, else `@username` (conversations 7).
    public var spokenName: String {
        guard let name, !name.isEmpty else { return "@" + username }
        return name
    }

    /// `{_id, username}` with the name, if there is one.
    public var json: JSONObject {
        var object: JSONObject = ["_id": .string(id), "username": .string(username)]
        if let name { object["name"] = .string(name) }
        return object
    }

    /// `{_id, username}`.
    public var shortJSON: JSONObject { ["_id": .string(id), "username": .string(username)] }
}
