extension Settings {
    /// Whether a value has the JSON type that the setting's default has (D29), and a pattern is one.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - id: The setting; no value fits one that does not exist.
    public static func fits(_ value: JSON, _ id: String) -> Bool {
        guard isKnown(id), value.isFinite else { return false }
        if id == usernamePatternID, let text = value.string, !text.isEmpty, TextPattern(text) == nil { return false }
        return switch (defaults[id], value) {
        case (.string, .string), (.number, .number), (.bool, .bool), (.array, .array), (.object, .object): true
        default: false
        }
    }

    /// A setting's value from a text of the environment, read by the setting's type; nil when it cannot be.
    ///
    /// - Parameters:
    ///   - id: The setting.
    ///   - text: The text, as `true`, `5` or `[1]`.
    public static func value(of id: String, from text: String) -> JSON? {
        let value: JSON? =
            switch defaults[id] {
            case .string: .string(text)
            case .bool: try? JSON(parsing: text.lowercased().utf8)
            default: try? JSON(parsing: text.utf8)
            }
        return value.flatMap { fits($0, id) ? $0 : nil }
    }

    /// What a setting's values are, in words.
    public static func kind(of id: String) -> String {
        switch defaults[id] {
        case .bool: "true or false"
        case .number: "a number"
        case .array: "a JSON array"
        case .object: "a JSON object"
        default: id == usernamePatternID ? "a regular expression" : "a text"
        }
    }
}

extension JSON {
    /// False when a number anywhere in it is too large for one: it would be read back as null.
    fileprivate var isFinite: Bool {
        switch self {
        case .number(let number): number.isFinite
        case .array(let elements): elements.allSatisfy(\.isFinite)
        case .object(let object): object.members.allSatisfy { $1.isFinite }
        default: true
        }
    }
}
