import MusterModel

/// An answer as it may look. Its JSON Schema follows from it, so that example and schema cannot part.
indirect enum Sample: Sendable {
    /// A text, number or truth value: any of its type.
    case value(JSON)
    /// This value and no other.
    case always(JSON)
    /// One of these texts.
    case oneOf([String])
    /// A point in time, ISO 8601.
    case date
    /// Elements like this one; nil: there never are any.
    case list(Sample?)
    /// These members; others only when it is open.
    case object([(name: String, value: Sample)], isOpen: Bool)
    /// A member that may be missing.
    case optional(Sample)
    case nullable(Sample)
    /// Whatever it is, for example this.
    case anything(JSON)
    /// A part of the document that others refer to.
    case named(String, Sample)

    /// An object that may have further members.
    static func open(_ members: KeyValuePairs<String, Sample>) -> Sample {
        .object(members.map { ($0.key, $0.value) }, isOpen: true)
    }

    /// The tag of an uploaded image.
    static let avatarETag: Sample = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

    /// `success: true` after these members.
    static func success(_ members: KeyValuePairs<String, Sample> = [:]) -> Sample {
        .success(of: .object(members.map { ($0.key, $0.value) }, isOpen: false))
    }

    /// `success: true` after the members of an object.
    static func success(of whole: Sample) -> Sample { whole.adding(["success": .always(true)]) }

    /// A page of a list (contract 1.15).
    static func page(_ name: String, _ row: Sample) -> Sample {
        .success([name: .list(row), "count": 1, "offset": 0, "total": 1])
    }

    /// The object with more members.
    func adding(_ more: KeyValuePairs<String, Sample>) -> Sample {
        switch self {
        case .named(_, let whole): whole.adding(more)
        case .object(let members, let isOpen): .object(members + more.map { ($0.key, $0.value) }, isOpen: isOpen)
        case .nullable(let whole): .nullable(whole.adding(more))
        default: self
        }
    }
}

extension Sample: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .value(.string(value)) }
    init(booleanLiteral value: Bool) { self = .value(.bool(value)) }
    init(integerLiteral value: Int) { self = .value(.int(value)) }
    init(arrayLiteral elements: Sample...) { self = .list(elements.first) }
    init(dictionaryLiteral elements: (String, Sample)...) { self = .object(elements.map { ($0, $1) }, isOpen: false) }
}

extension Sample {
    /// The value itself.
    var example: JSON {
        switch self {
        case .value(let value), .always(let value), .anything(let value): value
        case .oneOf(let texts): .text(texts.first)
        case .date: "2026-11-02T08:30:00.000Z"
        case .list(let element): .array(element.map { [$0.example] } ?? [])
        case .object(let members, _): .object(JSONObject(members.map { ($0.name, $0.value.example) }))
        case .optional(let inner), .nullable(let inner), .named(_, let inner): inner.example
        }
    }

    /// What all such values have in common, as JSON Schema.
    var jsonSchema: JSON {
        switch self {
        case .value(let value): ["type": .string(value.typeName)]
        case .always(let value): ["const": value]
        case .oneOf(let texts): ["type": "string", "enum": .texts(texts)]
        case .date: ["type": "string", "format": "date-time"]
        case .list(nil): ["type": "array", "maxItems": 0]
        case .list(let element?): ["type": "array", "items": element.jsonSchema]
        case .object(let members, let isOpen): Sample.jsonSchema(members, isOpen)
        case .optional(let inner): inner.jsonSchema
        case .nullable(let inner): ["anyOf": [inner.jsonSchema, ["type": "null"]]]
        case .anything: [:]
        case .named(let name, _): ["$ref": .string("#/components/schemas/\(name)")]
        }
    }

    /// The parts others refer to, here and below.
    var parts: [(name: String, whole: Sample)] {
        switch self {
        case .named(let name, let whole): [(name, whole)] + whole.parts
        case .list(let element): element?.parts ?? []
        case .object(let members, _): members.flatMap(\.value.parts)
        case .optional(let inner), .nullable(let inner): inner.parts
        case .value, .always, .oneOf, .date, .anything: []
        }
    }

    private static func jsonSchema(_ members: [(name: String, value: Sample)], _ isOpen: Bool) -> JSON {
        var object: JSONObject = ["type": "object"]
        let required = members.filter { !$0.value.mayBeMissing }.map(\.name)
        if !required.isEmpty { object["required"] = .texts(required) }
        object["properties"] = .object(JSONObject(members.map { ($0.name, $0.value.jsonSchema) }))
        if !isOpen { object["additionalProperties"] = false }
        return .object(object)
    }

    private var mayBeMissing: Bool { if case .optional = self { true } else { false } }
}

extension JSON {
    /// The name of the value's type in JSON Schema; a number's is that of whole ones.
    fileprivate var typeName: String {
        switch self {
        case .bool: "boolean"
        case .number: "integer"
        case .array: "array"
        case .object: "object"
        case .null: "null"
        case .string, .date: "string"
        }
    }
}
