import MusterModel
import MusterStore

/// `GET roles.getUsersInRole` (contract 5.3).
enum ListRoleHolders {
    static let about = About(
        "List who holds a role",
        query: Schema(
            required: ["role"],
            [
                "role": .string(), "roomId": .string(), "count": .number, "offset": .number, "sort": .string(),
                "query": .string(), "fields": .string(),
            ]),
        example: ["role": "livechat-agent"], answer: .success(["users": [User.roleHolderSample], "total": 1]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        guard let role = call.query["role"], !role.isEmpty else {
            throw Failure.typed("Query param \"role\" is required", "error-param-not-provided")
        }
        let others = "view-other-user-channels"
        if call.query["roomId"]?.isEmpty == false {
            guard try await call.store.permissions(of: call.caller, among: [others]).contains(others) else {
                throw Failure.typed("Not allowed", "error-not-allowed")
            }
        }
        let page = try call.page(
            naming: ["_id": .text, "username": .text, "name": .text, "emails.address": .text])
        let found = try await call.store.users(inRole: .name(role), page)
        return .success(["users": try call.rows(found.rows, \.roleHolderWire), "total": .int(found.total)])
    }
}
