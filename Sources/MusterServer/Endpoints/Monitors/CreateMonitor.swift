import MusterModel
import MusterStore

/// `POST livechat/monitors.create` (contract 3.2): the roles are those of after (D28).
enum CreateMonitor {
    static let about = About(
        "Make a user a monitor", body: NamedByUsername.schema, example: ["username": "petra"],
        answer: .success([
            "_id": .value(.string(Demo.agentID)), "username": "petra",
            "roles": ["user", "livechat-agent", "livechat-monitor"],
        ]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try NamedByUsername(checking: try await call.body())
        let user = try await call.store.createMonitor(
            try body.username(), by: call.caller)
        return .success(["_id": .string(user.id), "username": .string(user.username), "roles": .texts(user.roles)])
    }
}
