import MusterModel
import MusterStore

/// `POST roles.create` and `roles.update` (contract 5.3).
enum SaveRole {
    static let about = About(
        "Create a role", body: Creation.schema, example: ["name": "trainer", "description": "Teaches new agents"],
        answer: answer)
    static let aboutUpdate = About(
        "Update a role", body: Change.schema,
        example: ["roleId": "livechat-monitor", "name": "livechat-monitor", "description": "Supervises units"],
        answer: answer)

    /// A saved role.
    static let answer: Sample = .success(["role": Role.sampleWithTime])

    private struct Creation: Described {
        static let schema = RequestSchema(of: Self.self)
        private let name: String
        private let description: String?
        private let scope: String?
        private let mandatory2FA: Bool?

        init(_ members: inout Members) {
            name = members.required("name", .string(charactersMin: 1))
            description = members.optional("description", .string())
            scope = members.optional("scope", .oneOf(["Users", "Subscriptions"]))
            mandatory2FA = members.optional("mandatory2fa", .boolean)
        }

        func role() throws -> NewRole {
            guard name.utf8.count <= Limits.roleNameBytes else {
                throw Failure.typed(
                    "The name is longer than \(Limits.roleNameBytes) bytes", "error-invalid-role-properties")
            }
            return NewRole(name: name, scope: scope, description: description, mandatory2FA: mandatory2FA)
        }
    }

    private struct Change: Described {
        static let schema = RequestSchema(of: Self.self)
        let roleID: String
        let new: Creation

        init(_ members: inout Members) {
            roleID = members.required("roleId", .string(charactersMin: 1))
            new = Creation(&members)
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let new = try Creation(checkingRole: try await call.body()).role()
        return .success(["role": try await call.store.createRole(new, by: call.caller).wireWithTime])
    }

    static func handleUpdate(_ call: Call<Caller>) async throws -> Reply {
        let body = try Change(checkingRole: try await call.body())
        let role = try await call.store.updateRole(body.roleID, body.new.role(), by: call.caller)
        return .success(["role": role.wireWithTime])
    }
}

extension Described {
    /// A checked body about roles: its faults have an id of their own.
    init(checkingRole body: JSONObject, saying text: String? = nil) throws {
        do {
            try self.init(checking: body)
        } catch let failure as Failure {
            throw Failure.typed(text ?? failure.reason, "error-invalid-role-properties")
        }
    }
}
