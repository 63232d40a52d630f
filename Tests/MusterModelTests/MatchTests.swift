import MusterModel
import Testing

/// The words of the original's Match errors and how they name a place (contract 2.2).
@Suite("A wrong shape is named in the contract's words")
struct MatchTests {
    static let segments: [(key: String, path: String)] = [
        ("foo", "foo"),
        ("_foo", "_foo"),
        ("$foo", "$foo"),
        ("Foo9", "Foo9"),
        ("a.b", "a.b"),
        ("a[0]", "a[0]"),
        ("a]b[", "a]b["),
        ("12", "[12]"),
        ("0", "[0]"),
        ("007", "[007]"),
        ("1a", #"["1a"]"#),
        ("1.5", #"["1.5"]"#),
        ("-1", #"["-1"]"#),
        ("", #"[""]"#),
        ("my key", #"["my key"]"#),
        ("my-key", #"["my-key"]"#),
        (".a", #"[".a"]"#),
        ("[0]", #"["[0]"]"#),
        ("é", #"["é"]"#),
        ("aé", #"["aé"]"#),
        ("quo\"te", #"["quo\"te"]"#),
        ("back\\slash", #"["back\\slash"]"#),
        ("line\nbreak", #"["line\nbreak"]"#),
        ("١٢", #"["١٢"]"#),
        ("class", #"["class"]"#),
        ("new", #"["new"]"#),
        ("null", #"["null"]"#),
        ("instanceof", #"["instanceof"]"#),
        ("arguments", #"["arguments"]"#),
        ("Class", "Class"),
        ("newer", "newer"),
        ("undefined", "undefined"),
        ("constructor", "constructor"),
    ]

    @Test(arguments: segments)
    func `a segment is plain, an index, or a text in brackets`(_ row: (key: String, path: String)) {
        #expect(Match.path("", row.key) == row.path)
        let isBracketed = row.path.hasPrefix("[")
        #expect(Match.path("[1]", row.key) == (isBracketed ? "[1]" + row.path : "[1]." + row.path))
    }

    static let types: [(value: JSON, name: String)] = [
        (.null, "null"), (true, "boolean"), (5, "number"), (.number(5.5), "number"), ("x", "string"), ([], "object"),
        ([:], "object"),
    ]

    @Test(arguments: types)
    func `types have JavaScript's names`(_ value: JSON, _ name: String) { #expect(Match.typeName(value) == name) }

    @Test(arguments: [("", "x"), ("a", "x in field a"), ("[0].b", "x in field [0].b")])
    func `the root has no tail`(_ path: String, _ text: String) {
        #expect(Match.problem("x", path) == .match(text, path: path))
    }

    static let strict: [(text: String, problem: String)] = [
        (#"{"foo":1}"#, "Unknown key in field foo"),
        (#"{"my key":1}"#, "Unknown key in field my key"),
        (#"{"12":1}"#, "Unknown key in field 12"),
        (#"{"class":1}"#, "Unknown key in field class"),
        (#"{"":1}"#, "Unknown key"),
        (#"{"a":"x","b":true,"c":"x","foo":1}"#, "Unknown key in field foo"),
        (#"{"a":1,"foo":1}"#, "Expected string, got number in field a"),
        (#"{"foo":1,"a":1}"#, "Unknown key in field foo"),
        (#"{"a":"x","a":null,"b":true}"#, "Expected string, got null in field a"),
        (#"{"a":null,"a":"x"}"#, "Missing key 'b'"),
        (#"{"b":"x"}"#, "Expected boolean, got string in field b"),
        (#"{"b":true}"#, "Missing key 'a'"),
        (#"{}"#, "Missing key 'a'"),
        (#"{"a":"x","b":true,"c":null}"#, "Expected string, got null in field c"),
        (#"{"a":"x","b":true,"c":[]}"#, "Expected string, got object in field c"),
    ]

    private static let strictSchema = RequestSchema(
        required: ["a", "b"], ["a": .string(), "b": .boolean, "c": .string()], isPattern: true)
    private static let openSchema = RequestSchema(required: ["a"], ["a": .string()], isOpen: true, isPattern: true)

    @Test(arguments: strict)
    func `a strict object names the first problem`(_ row: (text: String, problem: String)) throws {
        let value = try JSON(parsing: row.text.utf8)
        #expect(throws: Failure.shown(row.problem)) {
            try Match.object(value, Self.strictSchema)
        }
    }

    @Test func `an object that fits is handed over whole`() throws {
        let value: JSON = ["b": true, "a": "", "c": "x"]
        let strict = try Match.object(value, Self.strictSchema)
        #expect(JSON.object(strict) == value)
        let loose = try Match.object(["a": "x", "foo": 1], Self.openSchema)
        #expect(loose["foo"] == 1)
    }

    @Test func `the same problems inside an array name the element`() {
        func check(_ value: JSON) throws {
            _ = try Match.object(value, Self.openSchema, at: "[3]")
        }
        #expect(throws: Failure.shown("Missing key 'a' in field [3]")) { try check([:]) }
        #expect(throws: Failure.shown("Expected string, got boolean in field [3].a")) { try check(["a": true]) }
        #expect(throws: Failure.shown("Expected plain object in field [3]")) { try check([]) }
        #expect(throws: Failure.shown("Expected object, got null in field [3]")) { try check(.null) }
        #expect(throws: Failure.shown("Expected object, got number in field [3]")) { try check(.number(5.5)) }
    }
}
