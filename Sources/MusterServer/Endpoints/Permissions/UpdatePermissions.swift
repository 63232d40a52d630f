import HTTPTypes
import MusterModel
import MusterStore

/// `POST permissions.update` (contract 5.4).
enum UpdatePermissions {
    static let about = About(
        "Change who has permissions",
        body: Schema(
            required: ["permissions"],
            [
                "permissions": .array(
                    .object(Schema(required: ["_id", "roles"], ["_id": .string(), "roles": .array(.string())])))
            ]),
        example: ["permissions": [["_id": "manage-livechat-units", "roles": ["admin", "livechat-manager"]]]],
        answer: .success(["permissions": [Permission.sample]]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        guard let changes = changes(try await call.body()) else {
            return .refusal("Invalid body params", type: "error-invalid-body-params")
        }
        do {
            let all = try await call.store.updatePermissions(changes, by: call.caller)
            return .success(["permissions": .array(all.map(\.wire))])
        } catch let failure as Failure where failure.kind == .invalid {
            return .refusal(failure.reason ?? "", type: failure.id ?? "")
        }
    }

    /// The changes a body asks for; nil when it is not of that shape.
    private static func changes(_ body: JSONObject) -> [(id: String, roles: [String])]? {
        guard body.count == 1, let entries = body["permissions"]?.array else { return nil }
        let read = entries.compactMap { entry -> (id: String, roles: [String])? in
            guard let object = entry.object, object.count == 2, let id = object["_id"]?.string,
                let roles = object["roles"]?.array
            else { return nil }
            let names = roles.compactMap(\.string)
            return names.count == roles.count && Set(names).count == names.count ? (id, names) : nil
        }
        return read.count == entries.count ? read : nil
    }
}
