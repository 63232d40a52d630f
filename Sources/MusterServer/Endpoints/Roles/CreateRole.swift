import MusterModel
import MusterStore

/// `POST roles.create` (contract 5.3).
enum CreateRole {
    static let about = About(
        "Create a role", body: Creation.schema, example: ["name": "trainer", "description": "Teaches new agents"],
        answer: answer)

    /// A saved role.
    static let answer: Sample = .success(["role": Role.sampleWithTime])

    struct Creation: Described {
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

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let new = try Creation(checkingRole: try await call.body()).role()
        return .success(["role": try await call.store.createRole(new, by: call.caller).wireWithTime])
    }
}
