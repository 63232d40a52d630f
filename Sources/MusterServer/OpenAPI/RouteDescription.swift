import HTTPTypes
import MusterModel

extension Route {
    /// The path as OpenAPI writes it: `{id}` for `:id`.
    var template: String {
        path.split(separator: "/").map { $0.hasPrefix(":") ? "/{\($0.dropFirst())}" : "/\($0)" }.joined()
    }

    /// The route's part of the document.
    var openAPIDescription: JSON {
        var object: JSONObject = ["operationId": .string(operationID), "summary": .string(about.summary)]
        object["description"] = .string(access.words)
        if replacement != nil { object["deprecated"] = true }
        let parameters = pathParameters + (about.query?.parameters(example: about.example) ?? [])
        if !parameters.isEmpty { object["parameters"] = .array(parameters) }
        if let body = about.body {
            var content: JSONObject = [
                "application/json": ["schema": body.jsonSchema, "example": .object(about.example)]
            ]
            content["multipart/form-data"] = about.upload.map { upload in
                [
                    "schema": [
                        "type": "object", "required": [.string(upload)],
                        "properties": .object([upload: ["type": "string", "format": "binary"]]),
                    ]
                ]
            }
            object["requestBody"] = ["required": .bool(!body.required.isEmpty), "content": .object(content)]
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
            return [
                "name": .string(name), "in": "path", "required": true, "schema": values,
                "example": about.path[name] ?? .null,
            ]
        }
    }

    private var responses: JSON {
        var content: JSONObject = [
            about.contentType: ["schema": about.answer.jsonSchema, "example": about.answer.example]
        ]
        for type in about.otherTypes { content[type] = [:] }
        var object = JSONObject([(String(about.status), ["description": "Done", "content": .object(content)])])
        for refusal in Refusal.all(of: self) { object[String(refusal.status)] = refusal.response }
        return .object(object)
    }
}

extension Access {
    /// Who may, in words.
    fileprivate var words: String {
        switch self {
        case .open: "For everybody."
        case .login: "For everybody who is logged in; some members of the request ask for permissions."
        case .all(let names): "Asks for the permission " + names.joined(separator: " and ") + "."
        case .any(let names): "Asks for one of the permissions " + names.joined(separator: ", ") + "."
        case .permissionOrRole(let name, let role): "Asks for the permission \(name) or the role \(role)."
        }
    }
}
