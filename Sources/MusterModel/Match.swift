/// Checks of a body's shape, in the words of the original's "Match" errors (contract 2.2).
///
/// A path is relative to the argument that is checked: the contract's texts never say which argument that was.
public enum Match {
    /// An object of that shape: the value as it is, or a refusal.
    ///
    /// - Parameters:
    ///   - value: The argument, nil when absent.
    ///   - schema: Members that must be there are named in its order when missing.
    ///   - path: Where in the argument the object stands; empty at its root.
    /// - Returns: The members.
    /// - Throws: The first problem: a wrong or unknown member where it stands, missing ones at the end.
    public static func object(_ value: JSON?, _ schema: RequestSchema, at path: String = "") throws -> JSONObject {
        guard let value else { throw problem("Expected object, got undefined", path) }
        let object = try plainObject(value, at: path)
        for (key, member) in object.members {
            let inner = Match.path(path, key)
            if let shape = schema.shape(of: key) {
                try check(member, shape, at: inner)
            } else if !schema.isOpen {
                throw problem("Unknown key", path.isEmpty ? key : inner)
            }
        }
        for key in schema.required where object[key] == nil { throw problem("Missing key '\(key)'", path) }
        return object
    }

    /// An object with whatever members.
    ///
    /// - Parameters:
    ///   - value: The argument.
    ///   - path: Where in the argument it stands; empty at its root.
    /// - Throws: `Expected plain object` for an array, `Expected object, got …` for anything else.
    public static func plainObject(_ value: JSON, at path: String = "") throws -> JSONObject {
        switch value {
        case .object(let object): return object
        case .array, .date: throw problem("Expected plain object", path)
        default: throw problem("Expected object, got \(typeName(value))", path)
        }
    }

    /// An array.
    ///
    /// - Parameters:
    ///   - value: The argument, nil when absent.
    ///   - path: Where in the argument the array stands; empty at its root.
    /// - Throws: `Expected array, got …` with the compact JSON of anything else.
    public static func array(_ value: JSON?, at path: String = "") throws -> [JSON] {
        guard let elements = value?.array else {
            throw problem("Expected array, got \(value?.escapedForEJSON.text(.ejson) ?? "undefined")", path)
        }
        return elements
    }

    /// A value of that shape.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - shape: What it must be.
    ///   - path: Where in the argument it stands; empty at its root.
    /// - Throws: `Expected …, got …` with the path of the first part that is something else.
    public static func check(_ value: JSON, _ shape: RequestSchema.Shape, at path: String) throws {
        switch (shape, value) {
        case (.string, .string), (.filled, .string), (.oneOf, .string), (.boolean, .bool), (.number, .number): return
        case (.string, _), (.filled, _), (.oneOf, _): throw problem("Expected string, got \(typeName(value))", path)
        case (.boolean, _): throw problem("Expected boolean, got \(typeName(value))", path)
        case (.number, _): throw problem("Expected number, got \(typeName(value))", path)
        case (.array(let shape), _):
            for (index, element) in try array(value, at: path).enumerated() {
                try check(element, shape, at: "\(path)[\(index)]")
            }
        case (.object(let schema), _): _ = try object(value, schema, at: path)
        case (.anything, _): return
        }
    }

    /// JavaScript's name for the value's type, with null told apart from objects.
    public static func typeName(_ value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array, .object, .date: "object"
        }
    }

    /// A Match failure at a path; the root has none to show.
    ///
    /// - Parameters:
    ///   - text: What is wrong.
    ///   - path: Where; empty at the root.
    public static func problem(_ text: String, _ path: String) -> Failure {
        .match(path.isEmpty ? text : "\(text) in field \(path)", path: path)
    }

    /// A path one segment longer.
    ///
    /// - Parameters:
    ///   - base: The path so far, empty at the root.
    ///   - key: The name of a member, or a number of an element.
    /// - Returns: `base.key`, or `base["key"]` for a name that is no word.
    public static func path(_ base: String, _ key: String) -> String {
        if base.isEmpty { return segmentIsPlain(key) ? key : bracketed(key) }
        return segmentIsPlain(key) ? "\(base).\(key)" : base + bracketed(key)
    }

    private static func bracketed(_ key: String) -> String {
        let isIndex = !key.isEmpty && key.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isIndex ? "[\(key)]" : "[\(JSON.string(key).text())]"
    }

    private static func segmentIsPlain(_ key: String) -> Bool {
        func isStart(_ byte: UInt8) -> Bool {
            (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "$")
        }
        guard let first = key.utf8.first, isStart(first), !reservedWords.contains(key) else { return false }
        return key.utf8.dropFirst().allSatisfy {
            isStart($0) || (0x30...0x39).contains($0)
                || [UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]")].contains($0)
        }
    }

    private static let reservedWords: Set<String> = [
        "do", "if", "in", "for", "let", "new", "try", "var", "case", "else", "enum", "eval", "false", "null", "this",
        "true", "void", "with", "break", "catch", "class", "const", "super", "throw", "while", "yield", "delete",
        "export", "import", "public", "return", "static", "switch", "typeof", "default", "extends", "finally",
        "package", "private", "continue", "debugger", "function", "arguments", "interface", "protected", "implements",
        "instanceof",
    ]
}
