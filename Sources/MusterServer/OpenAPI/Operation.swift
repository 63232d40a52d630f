import HTTPTypes
import MusterModel

extension Route {
    /// The path as OpenAPI writes it: `{id}` for `:id`.
    var template: String {
        path.split(separator: "/").map { $0.hasPrefix(":") ? "/{\($0.dropFirst())}" : "/\($0)" }.joined()
    }

    /// The route's part of the document.
    var operation: JSON {
        var object: JSONObject = ["operationId": .string(operationID), "summary": .string(summary)]
        object["description"] = .string(access.words)
        if replacement != nil { object["deprecated"] = true }
        let parameters = pathParameters + (Inputs.queries[name]?.parameters ?? [])
        if !parameters.isEmpty { object["parameters"] = .array(parameters) }
        if let body = Inputs.bodies[name] {
            object["requestBody"] = [
                "required": .bool(!body.required.isEmpty),
                "content": ["application/json": ["schema": body.document]],
            ]
        }
        object["security"] = access == .open ? [[:], Route.headers] : [Route.headers]
        object["responses"] = responses
        return .object(object)
    }

    private static let headers: JSON = ["authToken": [], "userId": []]

    /// `getLivechatUnitsById` for `GET livechat/units/:id`: made of what cannot be the same for two routes.
    private var operationID: String {
        let parts = path.replacing("/api/v1/", with: "").split { "/.-".contains($0) }
        let words = parts.map { part in
            let name = part.drop { ":_".contains($0) }
            return (part.hasPrefix(":") ? "By" : "") + name.prefix(1).uppercased() + name.dropFirst()
        }
        return method.rawValue.lowercased() + words.joined()
    }

    private var pathParameters: [JSON] {
        path.split(separator: "/").filter { $0.hasPrefix(":") }.map { segment in
            let name = String(segment.dropFirst())
            let values: JSON =
                name == "type"
                ? ["type": "string", "enum": ["agent", "manager"]] : ["type": "string", "minLength": 1]
            return ["name": .string(name), "in": "path", "required": true, "schema": values]
        }
    }

    private var responses: JSON {
        var object: JSONObject = ["200": ["description": "Done", "content": content]]
        for (status, what) in refusals {
            object[status] = [
                "description": .string(what),
                "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Failure"]]],
            ]
        }
        return .object(object)
    }

    private var content: JSON {
        name == "GET /docs"
            ? ["text/html": ["schema": ["type": "string"]]] : ["application/json": ["schema": answer]]
    }

    private var answer: JSON {
        switch name {
        case "DELETE /api/v1/livechat/units/:id": ["const": 1]
        case "GET /api/v1/livechat/units/:id", "GET /api/v1/livechat/units.getOne":
            ["anyOf": [["$ref": "#/components/schemas/Success"], ["type": "null"]]]
        case "POST /api/v1/login", "GET /api/v1/logout", "POST /api/v1/logout":
            ["$ref": "#/components/schemas/SessionAnswer"]
        case "GET /api/muster/v1/openapi.json": ["type": "object"]
        default: ["$ref": "#/components/schemas/Success"]
        }
    }

    private var refusals: [(status: String, what: String)] {
        guard isOfAPI else { return [("500", "A fault inside"), ("503", "Not now; Retry-After says when")] }
        var list = [("400", "Refused, and why")]
        if access != .open || path == "/api/v1/login" { list.append(("401", "Not logged in")) }
        if access != .open { list.append(("403", "A permission is missing")) }
        if name == "POST /api/v1/livechat/agent.status" { list.append(("404", "No such agent")) }
        if method != .get {
            list += [("408", "The body came too slowly"), ("413", "The body is larger than \(bodyBytesMax) bytes")]
        }
        return list + [
            ("429", "Too many calls; Retry-After says when to come back"), ("500", "A fault inside"),
            ("503", "Not now; Retry-After says when"),
        ]
    }
}

extension Access {
    /// Who may, in words.
    fileprivate var words: String {
        switch self {
        case .open: "For everybody."
        case .login: "For whoever is logged in; some members of the request ask for permissions."
        case .all(let names): "Asks for the permission " + names.joined(separator: " and ") + "."
        case .any(let names): "Asks for one of the permissions " + names.joined(separator: ", ") + "."
        case .permissionOrRole(let name, let role): "Asks for the permission \(name) or the role \(role)."
        }
    }
}
