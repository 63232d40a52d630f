import MusterModel

extension Schema {
    /// The same as JSON Schema, as OpenAPI 3.1 wants it.
    var document: JSON {
        var object: JSONObject = ["type": "object"]
        if !required.isEmpty { object["required"] = .texts(required) }
        if !members.isEmpty {
            object["properties"] = .object(JSONObject(members.map { ($0.key, $0.value.document) }))
        }
        if !isOpen { object["additionalProperties"] = false }
        return .object(object)
    }

    /// The members as parameters of a query.
    ///
    /// - Parameter example: Values for some of them.
    func parameters(example: JSONObject) -> [JSON] {
        members.map { name, shape in
            var object: JSONObject = [
                "name": .string(name), "in": "query", "required": .bool(required.contains(name)),
                "schema": shape.document,
            ]
            object["example"] = example[name]
            return .object(object)
        }
    }
}

extension Schema.Shape {
    fileprivate var document: JSON {
        switch self {
        case .string(let charactersMin):
            charactersMin > 0 ? ["type": "string", "minLength": .int(charactersMin)] : ["type": "string"]
        case .boolean: ["type": "boolean"]
        case .number: ["type": "number"]
        case .array(let element): ["type": "array", "items": element.document]
        case .object(let schema): schema.document
        case .oneOf(let allowed): ["type": "string", "enum": .texts(allowed)]
        case .nullable(let inner): ["anyOf": [inner.document, ["type": "null"]]]
        case .anything: [:]
        }
    }
}
