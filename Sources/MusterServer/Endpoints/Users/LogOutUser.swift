import MusterModel
import MusterStore

/// `POST users.logout` (contract 5.1, 5.2).
enum LogOutUser {
    static let about = About(
        "Log a user out everywhere", body: Body.schema, example: ["userId": .string(Demo.agentID)],
        answer: .success(["message": .value(.string("User \(Demo.agentID) has been logged out!"))]))

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
}
