import MusterModel
import MusterStore

/// `POST roles.update` (contract 5.3).
enum UpdateRole {
    static let about = About(
        "Update a role", body: Change.schema,
        example: ["roleId": "livechat-monitor", "name": "livechat-monitor", "description": "Supervises units"],
        answer: CreateRole.answer)

    private struct Change: Described {
        static let schema = RequestSchema(of: Self.self)
        let roleID: String
        let new: CreateRole.Creation

        init(_ members: inout Members) {
            roleID = members.required("roleId", .string(charactersMin: 1))
            new = CreateRole.Creation(&members)
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Change(checkingRole: try await call.body())
        let role = try await call.store.updateRole(body.roleID, body.new.role(), by: call.caller)
        return .success(["role": role.wireWithTime])
    }
}
