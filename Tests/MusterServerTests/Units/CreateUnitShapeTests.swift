import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// A body that saves no unit, and what follows `Match error: ` in the answer.
typealias RefusedBody = (body: String?, problem: String)

/// Sends each body to create, to update, and to the update of a unit that does not exist: all are refused in the same
/// words, and nothing is changed.
func expectNoUnitSaved(
    _ engine: TestEngine, _ rows: [RefusedBody], _ sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let exchanges = rows.flatMap { row in
        ["livechat/units", "livechat/units/unit-a", "livechat/units/unknown"].map {
            Exchange("POST \($0)", row.body, gives: Refusal.match(row.problem))
        }
    }
    try await expectRefused(engine, exchanges, sourceLocation: sourceLocation)
}

/// The rows of the table of contract section 2.2 about `unitData`.
@Suite("unitData is checked in the contract's words", .holds("2.1", "2.2"))
struct CreateUnitShapeTests {
    /// A body whose `unitData` has these members and whose arrays are right.
    private func data(_ members: String) -> String {
        #"{"unitData":{\#(members)},"unitMonitors":[],"unitDepartments":[]}"#
    }

    @Test(arguments: TestEngine.allCases)
    func `unitData absent, no body, or a body that is no object: got undefined`(_ engine: TestEngine) async throws {
        let bodies: [String?] = [
            nil, "", " \t\r\n ", "{}", "[]", #"[{"unitData":{}}]"#, "5", "0.5", "true", "false", "null", #""text""#,
            #"{"unitMonitors":[],"unitDepartments":[]}"#, #"{"unitdata":{"name":"x","visibility":"public"}}"#,
        ]
        try await expectNoUnitSaved(engine, bodies.map { ($0, "Expected object, got undefined") })
    }

    @Test(arguments: TestEngine.allCases)
    func `unitData null: got null`(_ engine: TestEngine) async throws {
        try await expectNoUnitSaved(
            engine,
            [
                (#"{"unitData":null}"#, "Expected object, got null"),
                (#"{"unitData":null,"unitMonitors":[],"unitDepartments":[]}"#, "Expected object, got null"),
            ])
    }

    @Test(arguments: TestEngine.allCases)
    func `unitData a text, number or boolean: its type is named`(_ engine: TestEngine) async throws {
        let values = [
            (#""x""#, "string"), (#""""#, "string"), (#""{\"name\":\"x\",\"visibility\":\"public\"}""#, "string"),
            ("5", "number"), ("5.5", "number"), ("0", "number"), ("-1e3", "number"), ("true", "boolean"),
            ("false", "boolean"),
        ]
        try await expectNoUnitSaved(
            engine,
            values.map {
                (#"{"unitData":\#($0),"unitMonitors":[],"unitDepartments":[]}"#, "Expected object, got \($1)")
            })
    }

    @Test(arguments: TestEngine.allCases)
    func `unitData an array: expected plain object`(_ engine: TestEngine) async throws {
        try await expectNoUnitSaved(
            engine,
            ["[]", "[1]", #"[{"name":"x","visibility":"public"}]"#].map {
                (#"{"unitData":\#($0),"unitMonitors":[],"unitDepartments":[]}"#, "Expected plain object")
            })
    }

    @Test(.holds("2.0.3"), arguments: TestEngine.allCases)
    func `a missing key is named, the name before the visibility`(_ engine: TestEngine) async throws {
        try await expectNoUnitSaved(
            engine,
            [
                (data(""), "Missing key 'name'"), (data(#""visibility":"public""#), "Missing key 'name'"),
                (data(#""enabled":true,"description":"d""#), "Missing key 'name'"),
                (data(#""Name":"x""#), "Unknown key in field Name"),
                (data(#""name":"x""#), "Missing key 'visibility'"),
                (data(#""name":"","email":"e""#), "Missing key 'visibility'"),
            ])
    }

    @Test(arguments: TestEngine.allCases, ["name", "visibility"])
    func `a required key of another type is named with its type`(_ engine: TestEngine, _ key: String) async throws {
        let other = key == "name" ? #""visibility":"public""# : #""name":"x""#
        let values = [
            ("5", "number"), ("5.5", "number"), ("true", "boolean"), ("false", "boolean"), ("{}", "object"),
            (#"{"a":1}"#, "object"), ("[]", "object"), (#"["x"]"#, "object"), ("null", "null"),
        ]
        let rows = values.flatMap { value, type -> [RefusedBody] in
            let problem = "Expected string, got \(type) in field \(key)"
            return [
                (data(#""\#(key)":\#(value),\#(other)"#), problem), (data(#"\#(other),"\#(key)":\#(value)"#), problem),
                // Also before the other key is missed.
                (data(#""\#(key)":\#(value)"#), problem),
            ]
        }
        try await expectNoUnitSaved(engine, rows)
    }

    @Test(arguments: TestEngine.allCases, ["enabled", "showOnOfflineForm"])
    func `an optional boolean of another type is named, null included`(_ engine: TestEngine, _ key: String)
        async throws
    {
        let values = [
            (#""true""#, "string"), (#""""#, "string"), ("1", "number"), ("0", "number"), ("null", "null"),
            ("{}", "object"), ("[]", "object"),
        ]
        try await expectNoUnitSaved(
            engine,
            values.map {
                (
                    data(#""name":"x","visibility":"public","\#(key)":\#($0)"#),
                    "Expected boolean, got \($1) in field \(key)"
                )
            })
    }

    @Test(arguments: TestEngine.allCases, ["description", "email"])
    func `an optional text of another type is named, null included`(_ engine: TestEngine, _ key: String)
        async throws
    {
        let values = [
            ("5", "number"), ("true", "boolean"), ("null", "null"), ("{}", "object"), ("[]", "object"),
        ]
        try await expectNoUnitSaved(
            engine,
            values.map {
                (
                    data(#""name":"x","visibility":"public","\#(key)":\#($0)"#),
                    "Expected string, got \($1) in field \(key)"
                )
            })
    }

    @Test(arguments: TestEngine.allCases)
    func `an unknown key is printed raw`(_ engine: TestEngine) async throws {
        let keys = [
            ("foo", "foo"), ("_id", "_id"), ("type", "type"), ("numMonitors", "numMonitors"), ("my key", "my key"),
            ("0", "0"), ("12", "12"), ("a.b", "a.b"), ("[0]", "[0]"), ("1a", "1a"), ("default", "default"),
            ("__proto__", "__proto__"), ("constructor", "constructor"), ("Name", "Name"), ("name ", "name "),
            ("é", "é"), ("😀", "😀"), (#"a\"b"#, #"a"b"#), (#"a\\b"#, #"a\b"#), (#"\u0000"#, "\0"),
        ]
        try await expectNoUnitSaved(
            engine,
            keys.map {
                (data(#""name":"x","visibility":"public","\#($0)":1"#), "Unknown key in field \($1)")
            })
    }

    @Test(arguments: TestEngine.allCases)
    func `an unknown empty key has no field to show`(_ engine: TestEngine) async throws {
        try await expectNoUnitSaved(engine, [(data(#""name":"x","visibility":"public","":1"#), "Unknown key")])
    }

    @Test(arguments: TestEngine.allCases)
    func `an unknown or wrong key is named before a missing one`(_ engine: TestEngine) async throws {
        try await expectNoUnitSaved(
            engine,
            [
                (data(#""foo":1"#), "Unknown key in field foo"),
                (data(#""foo":null"#), "Unknown key in field foo"),
                (data(#""visibility":"public","foo":1"#), "Unknown key in field foo"),
                (data(#""enabled":"yes""#), "Expected boolean, got string in field enabled"),
            ])
    }

    @Test(arguments: TestEngine.allCases)
    func `of a duplicate key the last value counts`(_ engine: TestEngine) async throws {
        try await expectNoUnitSaved(
            engine,
            [
                (
                    data(#""name":"x","visibility":"public","name":5"#),
                    "Expected string, got number in field name"
                ),
                (
                    #"{"unitData":{"name":"x","visibility":"p"},"unitMonitors":[],"unitDepartments":[],"unitData":null}"#,
                    "Expected object, got null"
                ),
                (
                    #"{"unitData":{"name":"x","visibility":"p"},"unitMonitors":[],"unitMonitors":5}"#,
                    "Expected array, got 5"
                ),
            ])
    }
}
