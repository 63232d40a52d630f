extension Settings {
    /// Whether a value has the JSON type that the setting's default has (D29).
    public static func fits(_ value: JSON, _ id: String) -> Bool {
        guard isKnown(id), value.isFinite else { return false }
        return switch (defaults[id], value) {
        case (.string, .string), (.number, .number), (.bool, .bool), (.array, .array), (.object, .object): true
        default: false
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
