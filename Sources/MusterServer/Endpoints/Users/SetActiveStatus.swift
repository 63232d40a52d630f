import MusterModel
import MusterStore

/// `POST users.setActiveStatus` (contract 5.2).
enum SetActiveStatus {
    static let about = About(
        "Activate or deactivate a user", body: Body.schema,
        example: ["userId": .string(Demo.agentID), "activeStatus": false],
        answer: .success(["user": ["_id": .value(.string(Demo.agentID)), "active": false]]))

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let userID: String
        let isActive: Bool

        init(_ members: inout Members) {
            userID = members.required("userId", .string())
            isActive = members.required("activeStatus", .boolean)
            members.unused("confirmRelinquish", .boolean)
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Body(checking: try await call.body())
        let user = try await call.store.setActiveStatus(body.isActive, user: body.userID, by: call.caller)
        return .success(["user": ["_id": .string(user.id), "active": .bool(user.active)]])
    }
}
