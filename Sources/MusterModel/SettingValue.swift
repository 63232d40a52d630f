extension Settings {
    /// Whether a value has the JSON type that the setting's default has (D29).
    public static func fits(_ value: JSON, _ id: String) -> Bool {
        switch (defaults[id], value) {
        case (.string, .string), (.number, .number), (.bool, .bool), (.array, .array), (.object, .object): true
        default: false
        }
    }
}
