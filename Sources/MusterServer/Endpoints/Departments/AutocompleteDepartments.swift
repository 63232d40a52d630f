import MusterModel
import MusterStore

/// `GET livechat/department.autocomplete` (contract 4.4); `conditions` is passed over (D28).
enum AutocompleteDepartments {
    static let about = About(
        "Find departments by the beginning of a name",
        query: Schema(
            required: ["selector"],
            ["selector": .string(), "onlyMyDepartments": Schema.flag, "showArchived": Schema.flag]),
        example: ["selector": #"{"term":"cust"}"#],
        answer: .success(["items": [["_id": .value(.string(Demo.departmentID)), "name": "Customer Support"]]]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        guard let text = call.query["selector"], !text.isEmpty else {
            throw Failure.plain("The 'selector' param is required")
        }
        guard text.utf8.count <= Limits.selectorBytes, let selector = (try? JSON(parsing: text.utf8))?.object else {
            throw Failure.typed("The 'selector' param must be a JSON object", "error-invalid-params")
        }
        var query = DepartmentQuery()
        query.prefix = try member("term", of: selector, default: "") { $0.string }
        query.exceptIDs = try member("exceptions", of: selector, default: []) { value in
            value.array.flatMap { $0.allSatisfy { $0.string != nil } ? $0.compactMap(\.string) : nil }
        }
        query.onlyMine = call.query.flag("onlyMyDepartments")
        query.archived = call.query.flag("showArchived") ? .shown : .hidden
        let all = Page(offset: 0, count: nil)
        let found = try await call.store.departments(query, all, for: call.caller)
        return .success(["items": .array(found.rows.map { ["_id": .string($0.id), "name": .string($0.name)] })])
    }

    private static func member<Value>(
        _ name: String, of selector: JSONObject, default standard: Value, _ read: (JSON) -> Value?
    ) throws -> Value {
        guard let value = selector[name], value != .null else { return standard }
        guard let read = read(value) else {
            throw Failure.typed("The 'selector' param has a wrong '\(name)'", "error-invalid-params")
        }
        return read
    }
}
