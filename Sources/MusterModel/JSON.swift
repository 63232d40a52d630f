/// A JSON value, with dates as a case of their own.
///
/// Foundation's coders lose what the wire contract needs: the order of keys in an answer (contract 2.7), the last of
/// two equal keys (2.2), and the difference between a lone surrogate and a bad body (D10). See docs/decisions/0001.
public enum JSON: Sendable {
    case null
    case bool(Bool)
    /// Every number of the wire is a double, as in the original; whole numbers print without a fraction.
    case number(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)
    /// Printed as ISO 8601 text over REST and as `{"$date": ms}` inside `method.call` (contract 1.8, 1.16).
    case date(Timestamp)

    /// The text, or nil for any other kind of value.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The truth value, or nil for any other kind of value.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The number, or nil for any other kind of value.
    public var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The elements, or nil for any other kind of value.
    public var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members, or nil for any other kind of value.
    public var object: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// A whole number.
    public static func int(_ value: Int) -> JSON { .number(Double(value)) }

    /// A text, or null where there is none.
    public static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

    /// An array of texts.
    public static func texts(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }

    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// A whole number.
    public init(integerLiteral value: Int) { self = .int(value) }

    /// An array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// An object whose members keep the order they are written in.
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
}
