import MusterModel
import MusterStore

/// `POST users.logout`, `users.logoutOtherClients` and `users.removeOtherTokens` (contract 5.1, 5.2).
enum LogOutUser {
    static let about = About(
        "Log a user out everywhere", body: Body.schema, example: ["userId": .string(Demo.agentID)],
        answer: .success(["message": .value(.string("User \(Demo.agentID) has been logged out!"))]))
    static let aboutOthers = About(
        "Log out everywhere else",
        answer: .success(["token": .value(.string(Demo.token)), "tokenExpires": "2027-02-01T08:30:00.000Z"]))
    static let aboutOtherTokens = About("Remove all other tokens")

    private struct Body: Described {
        /// Not strict: the contract does not call it so (5.1).
        static let schema = RequestSchema(of: Self.self, isOpen: true)
        let userID: String?

        init(_ members: inout Members) { userID = members.optional("userId", .filled) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let id = try Body(checking: try await call.body()).userID ?? call.caller.id
        try await call.store.logOutUser(id, by: call.caller)
        return .success(["message": .string("User \(id) has been logged out!")])
    }

    /// Answers the token that was presented: the one that goes on.
    static func handleOthers(_ call: Call<Caller>) async throws -> Reply {
        // Nothing is asked of it, but a broken one is refused.
        _ = try await call.body()
        let made = try await call.store.logOutOtherClients(keepingPersonal: true, by: call.caller)
        let lifetime = call.settings.loginMilliseconds
        // A personal access token never ends by itself; nor does any while the setting is off.
        let ends = made.flatMap { lifetime > 0 ? $0.adding(milliseconds: lifetime) : nil }
        return .success(["token": .string(call.token), "tokenExpires": ends.map(JSON.date) ?? ""])
    }

    static func handleOtherTokens(_ call: Call<Caller>) async throws -> Reply {
        _ = try await call.body()
        _ = try await call.store.logOutOtherClients(keepingPersonal: false, by: call.caller)
        return .success()
    }
}

extension Timestamp {
    fileprivate func adding(milliseconds more: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + more) }
}
