import HTTPTypes
import MusterModel
import MusterStore

/// `POST permissions.update` (contract 5.4).
enum UpdatePermissions {
    static let about = About(
        "Change who has permissions",
        body: Body.schema,
        example: ["permissions": [["_id": "manage-livechat-units", "roles": ["admin", "livechat-manager"]]]],
        answer: .success(["permissions": [Permission.sample]]))

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let permissions: JSON?

        init(_ members: inout Members) {
            permissions = members.asSent("permissions", .array(.object(Change.self)), isRequired: true)
        }
    }

    private struct Change: Described {
        static let schema = RequestSchema(of: Self.self)
        let id: JSON?
        let roles: JSON?

        init(_ members: inout Members) {
            id = members.asSent("_id", .string(), isRequired: true)
            roles = members.asSent("roles", .array(.string()), isRequired: true)
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        guard let changes = changes(try await call.body()) else {
            return .refusal("Invalid body params", type: "error-invalid-body-params")
        }
        do {
            let all = try await call.store.updatePermissions(changes, by: call.caller)
            return .success(["permissions": .array(all.map(\.wire))])
        } catch let refusal as StoreRefusal {
            return .refusal(refusal.failure.reason ?? "", type: refusal.failure.id ?? "")
        }
    }

    /// The changes a body asks for; nil when it is not of that shape.
    private static func changes(_ body: JSONObject) -> [(id: String, roles: [String])]? {
        guard body.count == 1, let entries = Body(asSent: body).permissions?.array else { return nil }
        let read = entries.compactMap { entry -> (id: String, roles: [String])? in
            guard let object = entry.object, object.count == 2 else { return nil }
            let change = Change(asSent: object)
            guard let id = change.id?.string, let roles = change.roles?.array else { return nil }
            let names = roles.compactMap(\.string)
            return names.count == roles.count && names.distinct.count == names.count ? (id, names) : nil
        }
        return read.count == entries.count ? read : nil
    }
}
