/// The shape of a body or query: what the document shows, and what a check refuses.
///
/// `check` refuses in the words of the original's schemas (contract 1.11), `Match.object` in those of its patterns
/// (2.2).
public struct RequestSchema: Sendable {
    /// What a member may be.
    public indirect enum Shape: Sendable {
        /// A text of at least so many characters.
        case string(charactersMin: Int = 0)
        /// A text that says something: where it may be left out, an empty one counts as left out (D60).
        case filled
        /// A truth value.
        case boolean
        /// A number.
        case number
        /// Any number of such elements.
        case array(Shape)
        /// An object of that shape.
        case object(RequestSchema)
        /// One of these texts.
        case oneOf([String])
        /// Whatever it is.
        case anything
    }

    /// Members that must be there, in the order their absence is named.
    public let required: [String]
    /// All members, in the order they are checked and shown.
    public let members: [(name: String, shape: Shape)]
    /// Whether members that are not listed pass.
    public let isOpen: Bool
    /// Whether it is one of the original's Match patterns: nothing is coerced, and null is no way to leave a member
    /// out.
    public let isPattern: Bool

    /// A shape whose members are not read one by one; for all others see `Described`.
    public init(
        required: [String] = [], _ members: KeyValuePairs<String, Shape>, isOpen: Bool = false, isPattern: Bool = false
    ) {
        self.required = required
        self.members = members.map { ($0.key, $0.value) }
        self.isOpen = isOpen
        self.isPattern = isPattern
    }

    /// The shape that follows from the members a type asks for.
    public init<Whole: Described>(of type: Whole.Type, isOpen: Bool = false, isPattern: Bool = false) {
        var members = Members(nil)
        _ = type.init(&members)
        required = members.required
        self.members = members.asked
        self.isOpen = isOpen
        self.isPattern = isPattern
    }

    /// An object with whatever members.
    public static let open = RequestSchema([:], isOpen: true)

    /// What the member of that name may be; nil for one that is not listed.
    public func shape(of name: String) -> Shape? { members.first { $0.name.isSame(as: name) }?.shape }

    /// The first member of an object that is not listed.
    public func unknown(in object: JSONObject) -> String? { object.keys.first { shape(of: $0) == nil } }

    /// The object with its members coerced, without optional ones that say nothing.
    ///
    /// - Throws: The first fault: a required member, an extra one, then each member in the schema's order.
    public func check(_ object: JSONObject) throws -> JSONObject {
        for name in required where object[name] == nil {
            throw Failure.schema("must have required property '\(name)'")
        }
        if !isOpen, unknown(in: object) != nil { throw Failure.schema("must NOT have additional properties") }
        var checked = object
        for (name, shape) in members {
            guard let value = object[name] else { continue }
            let isLeftOut = !required.contains(name) && shape.saysNothing(value)
            checked[name] = isLeftOut ? nil : try RequestSchema.coerce(value, shape)
        }
        return checked
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

extension RequestSchema.Shape {
    /// Whether an optional member of this value counts as left out (D60): null, and an empty text that could be no
    /// value of the member.
    fileprivate func saysNothing(_ value: JSON) -> Bool {
        switch (self, value) {
        case (_, .null), (.filled, ""), (.oneOf, ""): true
        default: false
        }
    }
}
