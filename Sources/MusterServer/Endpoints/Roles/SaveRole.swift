import MusterModel
import MusterStore

/// `POST roles.create` and `roles.update` (contract 5.3).
enum SaveRole {
    static let about = About(
        "Create a role", body: creation, example: ["name": "trainer", "description": "Teaches new agents"],
        answer: answer)
    static let aboutUpdate = About(
        "Update a role", body: change,
        example: ["roleId": "livechat-monitor", "name": "livechat-monitor", "description": "Supervises units"],
        answer: answer)

    /// A saved role.
    static let answer: Sample = .success(["role": Role.sampleWithTime])

    private static let members: KeyValuePairs<String, Schema.Shape> = [
        "name": .string(charactersMin: 1), "description": .string(), "scope": .oneOf(["Users", "Subscriptions"]),
        "mandatory2fa": .boolean,
    ]
    static let creation = Schema(required: ["name"], members)
    static let change = Schema(
        required: ["roleId", "name"],
        [
            "roleId": .string(charactersMin: 1), "name": .string(charactersMin: 1), "description": .string(),
            "scope": .oneOf(["Users", "Subscriptions"]), "mandatory2fa": .boolean,
        ])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try creation.checkRole(try await call.body())
        return .success(["role": try await call.store.createRole(newRole(body), by: call.caller).wireWithTime])
    }

    static func handleUpdate(_ call: Call<Caller>) async throws -> Reply {
        let body = try change.checkRole(try await call.body())
        let role = try await call.store.updateRole(body["roleId"]?.string ?? "", newRole(body), by: call.caller)
        return .success(["role": role.wireWithTime])
    }

    private static func newRole(_ body: JSONObject) throws -> NewRole {
        let name = body["name"]?.string ?? ""
        guard name.utf8.count <= Limits.roleNameBytes else {
            throw Failure.typed(
                "The name is longer than \(Limits.roleNameBytes) bytes", "error-invalid-role-properties")
        }
        return NewRole(
            name: name, scope: body["scope"]?.string, description: body["description"]?.string,
            mandatory2FA: body["mandatory2fa"]?.bool)
    }
}

extension Schema {
    /// The check of a body about roles: its faults have an id of their own.
    func checkRole(_ body: JSONObject, saying text: String? = nil) throws -> JSONObject {
        do {
            return try check(body)
        } catch let failure as Failure {
            throw Failure.typed(text ?? failure.reason, "error-invalid-role-properties")
        }
    }
}
