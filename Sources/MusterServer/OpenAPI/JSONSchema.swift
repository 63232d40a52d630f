import MusterModel

extension RequestSchema {
    /// The same as JSON Schema, as OpenAPI 3.1 wants it.
    var jsonSchema: JSON {
        var object: JSONObject = ["type": "object"]
        if !required.isEmpty { object["required"] = .texts(required) }
        if !members.isEmpty {
            object["properties"] = .object(
                JSONObject(
                    members.map { name, shape in
                        (name, required.contains(name) || isPattern ? shape.jsonSchema : shape.optional)
                    }))
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
                "schema": shape.jsonSchema,
            ]
            object["example"] = example[name]
            return .object(object)
        }
    }
}

extension RequestSchema.Shape {
    fileprivate var jsonSchema: JSON {
        switch self {
        case .string(let charactersMin):
            charactersMin > 0 ? ["type": "string", "minLength": .int(charactersMin)] : ["type": "string"]
        case .filled: ["type": "string"]
        case .boolean: ["type": "boolean"]
        case .number: ["type": "number"]
        case .array(let element): ["type": "array", "items": element.jsonSchema]
        case .object(let schema): schema.jsonSchema
        case .oneOf(let allowed): ["type": "string", "enum": .texts(allowed)]
        case .anything: [:]
        }
    }

    /// The same for a member that may be left out, which null does too (D60).
    fileprivate var optional: JSON {
        guard var object = jsonSchema.object, let type = object["type"] else { return jsonSchema }
        object["type"] = [type, "null"]
        object["enum"] = object["enum"]?.array.map { .array($0 + [.null]) }
        return .object(object)
    }
}
