import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Bodies that save a department.
enum DepartmentBody {
    /// The five required members; a change of nil leaves one out.
    static func object(_ changes: KeyValuePairs<String, JSON?> = [:]) -> JSON {
        var object: JSONObject = [
            "name": "D", "email": "d@example.com", "enabled": true, "showOnRegistration": true,
            "showOnOfflineForm": false,
        ]
        for (name, value) in changes { object[name] = value }
        return .object(object)
    }

    /// A whole body.
    static func text(
        _ changes: KeyValuePairs<String, JSON?> = [:], agents: JSON? = nil, unit: JSON? = nil,
        more: KeyValuePairs<String, JSON> = [:]
    ) -> String {
        var body: JSONObject = ["department": object(changes)]
        body["agents"] = agents
        body["departmentUnit"] = unit
        for (name, value) in more { body[name] = value }
        return JSON.object(body).text()
    }
}

/// Refusals of contract 4.7.
enum DepartmentRefusal {
    private static let method = "livechat:saveDepartment"

    static let lastOfUnit = Refusal.typed(
        "The last department in a unit can't be removed", "error-unit-cant-be-empty", method: method)
    static let archived = Refusal.typed(
        "Archived departments cant be enabled", "error-archived-department-cant-be-enabled", method: method)
    static let closingTags = Refusal.typed(
        "At least one closing tag is required when the department requires tag(s) on closing conversations.",
        "error-validating-department-chat-closing-tags", method: method)
    static let unknown = Refusal.typed("Department not found", "error-department-not-found", method: method)
    static let circular = Refusal.typed(
        "Cannot save department. Circular reference between fallback department and department",
        "error-fallback-department-circular")
    static let unknownFallback = Refusal.typed(
        "Fallback department not found", "error-fallback-department-not-found", method: method)
    static func custom(_ key: String) -> String {
        Refusal.match("Failed Match.OneOf, Match.Maybe or Match.Optional validation in field \(key)")
    }
}

extension TestServer {
    /// A department as it is read, without its agents.
    func department(_ id: String, _ sourceLocation: SourceLocation = #_sourceLocation) async throws -> JSON {
        let found = try await fetch("GET", "livechat/department/\(id)", sourceLocation).found("department")
        return try #require(found, sourceLocation: sourceLocation)
    }

    /// The agents of a department as `user name count order enabled`.
    func agents(
        ofDepartment id: String, _ sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [String] {
        let found = try await fetch("GET", "livechat/department/\(id)", sourceLocation).found("agents")
        return (found?.array ?? []).map { link in
            ["username", "count", "order", "departmentEnabled"].map { link.found($0)?.text() ?? "-" }
                .joined(separator: " ").replacing("\"", with: "")
        }
    }
}
