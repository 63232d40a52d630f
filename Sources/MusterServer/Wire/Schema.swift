import MusterModel

/// The shape of a body or query, checked and coerced in the original's words (contract 1.11).
struct Schema: Sendable {
    /// What a member may be.
    indirect enum Shape: Sendable {
        case string(charactersMin: Int = 0)
        /// A text that says something: where it may be left out, an empty one counts as left out (D60).
        case filled
        case boolean
        case number
        case array(Shape)
        case object(Schema)
        case oneOf([String])
        case anything
    }

    /// Members that must be there, in the order their absence is named.
    let required: [String]
    let members: KeyValuePairs<String, Shape>
    /// Whether members that are not listed pass.
    let isOpen: Bool

    init(required: [String] = [], _ members: KeyValuePairs<String, Shape>, isOpen: Bool = false) {
        self.required = required
        self.members = members
        self.isOpen = isOpen
    }

    /// The object with its members coerced, without optional ones that say nothing.
    ///
    /// - Throws: The first fault: a required member, an extra one, then each member in the schema's order.
    func check(_ object: JSONObject) throws -> JSONObject {
        for name in required where object[name] == nil {
            throw Failure.schema("must have required property '\(name)'")
        }
        if !isOpen {
            for name in object.keys where !members.contains(where: { $0.key == name }) {
                throw Failure.schema("must NOT have additional properties")
            }
        }
        var checked = object
        for (name, shape) in members {
            guard let value = object[name] else { continue }
            let isLeftOut = !required.contains(name) && shape.saysNothing(value)
            checked[name] = isLeftOut ? nil : try Schema.coerce(value, shape)
        }
        return checked
    }

    /// The parameters of a query, as texts, checked the same way; an empty one that may be left out is none (D60).
    func check(_ query: Query) throws -> JSONObject {
        try check(
            JSONObject(
                query.names.map { name in
                    let isLeftOut = query[name] == "" && !required.contains(name)
                    return (name, query.list(name).map(JSON.texts) ?? (isLeftOut ? .null : .text(query[name])))
                }))
    }

    private static func coerce(_ value: JSON, _ shape: Shape) throws -> JSON {
        switch shape {
        case .anything: return value
        case .string(let charactersMin): return try text(value, charactersMin: charactersMin)
        case .filled: return try text(value, charactersMin: 0)
        case .boolean: return try boolean(value)
        case .number: return try number(value)
        case .oneOf(let allowed):
            guard let text = value.string, allowed.contains(text) else {
                throw Failure.schema("must be equal to one of the allowed values")
            }
            return value
        case .array(let element):
            guard let elements = value.array else { throw Failure.schema("must be array") }
            return .array(try elements.map { try coerce($0, element) })
        case .object(let schema):
            guard let object = value.object else { throw Failure.schema("must be object") }
            return .object(try schema.check(object))
        }
    }

    private static func text(_ value: JSON, charactersMin: Int) throws -> JSON {
        let text: String
        switch value {
        case .string(let given): text = given
        case .number, .bool: text = value.text()
        default: throw Failure.schema("must be string")
        }
        guard text.unicodeScalars.count >= charactersMin else {
            throw Failure.schema("must NOT have fewer than \(charactersMin) characters")
        }
        return .string(text)
    }

    private static func boolean(_ value: JSON) throws -> JSON {
        switch value {
        case .bool: return value
        case "true", 1: return true
        case "false", 0: return false
        default: throw Failure.schema("must be boolean")
        }
    }

    private static func number(_ value: JSON) throws -> JSON {
        switch value {
        case .number: return value
        case .bool(let flag): return flag ? 1 : 0
        case .string(let text):
            guard let number = Double(text), number.isFinite else { throw Failure.schema("must be number") }
            return .number(number)
        default: throw Failure.schema("must be number")
        }
    }
}

extension Schema.Shape {
    /// Whether an optional member of this value counts as left out (D60): null, and an empty text that could be no
    /// value of the member.
    fileprivate func saysNothing(_ value: JSON) -> Bool {
        switch (self, value) {
        case (_, .null), (.filled, ""), (.oneOf, ""): true
        default: false
        }
    }
}
