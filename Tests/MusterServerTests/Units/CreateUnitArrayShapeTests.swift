import Facts
import MusterTestWorld
import Testing

/// One of the two arrays of a unit's body.
enum UnitArray: String, CaseIterable, CustomTestStringConvertible {
    case monitors = "unitMonitors"
    case departments = "unitDepartments"

    var testDescription: String { rawValue }

    /// The keys of an element that must be there, in the contract's order.
    var keys: [String] { self == .monitors ? ["monitorId", "username"] : ["departmentId"] }

    /// A body whose array is this JSON text; nil leaves it out.
    func body(_ value: String?) -> String {
        let other = self == .monitors ? UnitArray.departments : .monitors
        let mine = value.map { #","\#(rawValue)":\#($0)"# } ?? ""
        return #"{"unitData":{"name":"x","visibility":"public"},"\#(other.rawValue)":[]\#(mine)}"#
    }

    /// An element that is right, but for what is given instead.
    func element(_ changes: [String: String?] = [:]) -> String {
        let members = keys.compactMap { key -> String? in
            guard let change = changes[key] else { return #""\#(key)":"x""# }
            return change.map { #""\#(key)":\#($0)"# }
        }
        return "{\(members.joined(separator: ","))}"
    }
}

/// The rows of the table of contract section 2.2 about `unitMonitors` and `unitDepartments`.
@Suite("unitMonitors and unitDepartments are checked in the contract's words", .holds("2.1", "2.2"))
struct CreateUnitArrayShapeTests {
    @Test(.holds("2.0.4"), arguments: TestEngine.allCases, UnitArray.allCases)
    func `an absent array: got undefined`(_ engine: TestEngine, _ array: UnitArray) async throws {
        try await expectNoUnitSaved(engine, [(array.body(nil), "Expected array, got undefined")])
    }

    @Test(arguments: TestEngine.allCases, UnitArray.allCases)
    func `a null array: got null`(_ engine: TestEngine, _ array: UnitArray) async throws {
        try await expectNoUnitSaved(engine, [(array.body("null"), "Expected array, got null")])
    }

    @Test(arguments: TestEngine.allCases, UnitArray.allCases)
    func `anything else is shown as compact JSON`(_ engine: TestEngine, _ array: UnitArray) async throws {
        let values = [
            (#""abc""#, #""abc""#), (#""""#, #""""#), (#""[]""#, #""[]""#), ("5", "5"), ("5.0", "5"), ("5.5", "5.5"),
            ("-0.25", "-0.25"), ("1e21", "1e+21"), ("true", "true"), ("false", "false"), ("{}", "{}"), ("{ }", "{}"),
            (#"{"a":1}"#, #"{"a":1}"#), (#"{ "a" : [ 1 , null ] , "b" : { } }"#, #"{"a":[1,null],"b":{}}"#),
            (#""\u00e9\ud83d\ude00""#, #""é😀""#), (#""a\"\\\n\u0000""#, #""a\"\\\n\u0000""#),
            (#"{"monitorId":"x","username":"y"}"#, #"{"monitorId":"x","username":"y"}"#),
        ]
        try await expectNoUnitSaved(engine, values.map { (array.body($0), "Expected array, got \($1)") })
    }

    @Test(arguments: TestEngine.allCases, UnitArray.allCases)
    func `what looks like EJSON is shown escaped`(_ engine: TestEngine, _ array: UnitArray) async throws {
        let values = [
            (#"{"$date":1}"#, #"{"$escape":{"$date":1}}"#),
            (#"{"a":{"$date":1}}"#, #"{"a":{"$escape":{"$date":1}}}"#),
            (#"{"a":[{"$date":1}]}"#, #"{"a":[{"$escape":{"$date":1}}]}"#),
            (#"{"$escape":{}}"#, #"{"$escape":{"$escape":{}}}"#),
            (#"{"$date":1,"a":2}"#, #"{"$date":1,"a":2}"#),
        ]
        try await expectNoUnitSaved(engine, values.map { (array.body($0), "Expected array, got \($1)") })
    }

    @Test(arguments: TestEngine.allCases, UnitArray.allCases)
    func `an element of another type is named by its place`(_ engine: TestEngine, _ array: UnitArray) async throws {
        let values = [
            (#""x""#, "Expected object, got string"), ("5", "Expected object, got number"),
            ("5.5", "Expected object, got number"), ("true", "Expected object, got boolean"),
            ("null", "Expected object, got null"), ("[]", "Expected plain object"),
            ("[\(array.element())]", "Expected plain object"),
        ]
        let right = array.element()
        let rows = values.flatMap { value, problem -> [RefusedBody] in
            [
                (array.body("[\(value)]"), "\(problem) in field [0]"),
                (array.body("[\(right),\(value)]"), "\(problem) in field [1]"),
                (array.body("[\(value),5,null]"), "\(problem) in field [0]"),
                (
                    array.body("[" + Array(repeating: right, count: 12).joined(separator: ",") + ",\(value)]"),
                    "\(problem) in field [12]"
                ),
            ]
        }
        try await expectNoUnitSaved(engine, rows)
    }

    @Test(.holds("2.0.5", "2.0.6"), arguments: TestEngine.allCases, UnitArray.allCases)
    func `an element's missing key is named with its place, in the contract's order`(
        _ engine: TestEngine, _ array: UnitArray
    ) async throws {
        var rows: [RefusedBody] = [
            (array.body("[{}]"), "Missing key '\(array.keys[0])' in field [0]"),
            (array.body(#"[{"foo":1}]"#), "Missing key '\(array.keys[0])' in field [0]"),
        ]
        for key in array.keys {
            let lacking = array.element([key: nil])
            rows.append((array.body("[\(lacking)]"), "Missing key '\(key)' in field [0]"))
            rows.append((array.body("[\(array.element()),\(lacking)]"), "Missing key '\(key)' in field [1]"))
        }
        try await expectNoUnitSaved(engine, rows)
    }

    @Test(arguments: TestEngine.allCases, UnitArray.allCases)
    func `an element's key of another type is named with its path`(_ engine: TestEngine, _ array: UnitArray)
        async throws
    {
        let values = [
            ("5", "number"), ("0.5", "number"), ("true", "boolean"), ("null", "null"), ("{}", "object"),
            ("[]", "object"), (#"["x"]"#, "object"),
        ]
        var rows: [RefusedBody] = []
        for key in array.keys {
            for (value, type) in values {
                let wrong = array.element([key: value])
                let problem = "Expected string, got \(type) in field"
                rows.append((array.body("[\(wrong)]"), "\(problem) [0].\(key)"))
                rows.append((array.body("[\(array.element()),\(wrong)]"), "\(problem) [1].\(key)"))
                // Also before a missing key of the same element, and before a later element.
                rows.append((array.body(#"[{"\#(key)":\#(value)},null]"#), "\(problem) [0].\(key)"))
            }
        }
        try await expectNoUnitSaved(engine, rows)
    }
}
