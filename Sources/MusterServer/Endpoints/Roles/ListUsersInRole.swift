import MusterModel
import MusterStore

/// `GET roles.getUsersInRole` (contract 5.3).
enum ListUsersInRole {
    static let about = About(
        "List who holds a role",
        query: Parameters.schema, example: ["role": "livechat-agent"],
        answer: .success(["users": [User.roleHolderSample], "total": 1]))

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let role: String
        let roomID: String

        init(_ members: inout Members) {
            role = members.required("role", .string())
            roomID = members.optional("roomId", .string()) ?? ""
            members.page()
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let parameters = Parameters(asSent: call.query)
        guard !parameters.role.isEmpty else {
            throw Failure.typed("Query param \"role\" is required", "error-param-not-provided")
        }
        let others = "view-other-user-channels"
        if !parameters.roomID.isEmpty {
            guard call.holds(others) else {
                throw Failure.typed("Not allowed", "error-not-allowed")
            }
        }
        let page = try call.page(
            naming: ["_id": .text, "username": .text, "name": .text, "emails.address": .text])
        return try await call.list("users", saysPlace: false, \.roleHolderWire) {
            try await call.store.users(inRole: .name(parameters.role), page, $0)
        }
    }
}
