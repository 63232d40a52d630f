import Facts
import MusterModel
import Testing

/// The three arguments of Create Unit (contract 2.2): every row of its table.
@Suite("A unit's body is checked in the contract's order and words", .holds("2.1", "2.2"))
struct NewUnitTests {
    static let unitData: [(value: String?, problem: String)] = [
        (nil, "Expected object, got undefined"),
        ("null", "Expected object, got null"),
        (#""x""#, "Expected object, got string"),
        ("5", "Expected object, got number"),
        ("5.5", "Expected object, got number"),
        ("true", "Expected object, got boolean"),
        ("[]", "Expected plain object"),
        (#"[{"name":"a","visibility":"b"}]"#, "Expected plain object"),
        ("{}", "Missing key 'name'"),
        (#"{"visibility":"b"}"#, "Missing key 'name'"),
        (#"{"name":"a"}"#, "Missing key 'visibility'"),
        (#"{"name":5,"visibility":"b"}"#, "Expected string, got number in field name"),
        (#"{"name":true,"visibility":"b"}"#, "Expected string, got boolean in field name"),
        (#"{"name":{},"visibility":"b"}"#, "Expected string, got object in field name"),
        (#"{"name":[],"visibility":"b"}"#, "Expected string, got object in field name"),
        (#"{"name":null,"visibility":"b"}"#, "Expected string, got null in field name"),
        (#"{"name":"a","visibility":null}"#, "Expected string, got null in field visibility"),
        (#"{"name":"a","visibility":"b","enabled":"true"}"#, "Expected boolean, got string in field enabled"),
        (#"{"name":"a","visibility":"b","enabled":null}"#, "Expected boolean, got null in field enabled"),
        (#"{"name":"a","visibility":"b","description":null}"#, "Expected string, got null in field description"),
        (#"{"name":"a","visibility":"b","email":1}"#, "Expected string, got number in field email"),
        (
            #"{"name":"a","visibility":"b","showOnOfflineForm":1}"#,
            "Expected boolean, got number in field showOnOfflineForm"
        ),
        (#"{"name":"a","visibility":"b","foo":1}"#, "Unknown key in field foo"),
        (#"{"name":"a","visibility":"b","type":"u"}"#, "Unknown key in field type"),
    ]

    static let monitors: [(value: String?, problem: String)] = [
        (nil, "Expected array, got undefined"),
        ("null", "Expected array, got null"),
        (#""abc""#, #"Expected array, got "abc""#),
        ("5", "Expected array, got 5"),
        ("1e21", "Expected array, got 1e+21"),
        ("true", "Expected array, got true"),
        ("{}", "Expected array, got {}"),
        (#"{ "a" : 1 }"#, #"Expected array, got {"a":1}"#),
        (#"{"$date":1}"#, #"Expected array, got {"$escape":{"$date":1}}"#),
        (#"["x"]"#, "Expected object, got string in field [0]"),
        ("[null]", "Expected object, got null in field [0]"),
        ("[[]]", "Expected plain object in field [0]"),
        ("[{}]", "Missing key 'monitorId' in field [0]"),
        (#"[{"username":"x"}]"#, "Missing key 'monitorId' in field [0]"),
        (#"[{"monitorId":"x"}]"#, "Missing key 'username' in field [0]"),
        (
            #"[{"monitorId":"x","username":"y"},{"monitorId":"x","username":5}]"#,
            "Expected string, got number in field [1].username"
        ),
        (#"[{"monitorId":null,"username":"y"}]"#, "Expected string, got null in field [0].monitorId"),
    ]

    static let departments: [(value: String?, problem: String)] = [
        (nil, "Expected array, got undefined"),
        (#""[]""#, #"Expected array, got "[]""#),
        ("[5]", "Expected object, got number in field [0]"),
        ("[{}]", "Missing key 'departmentId' in field [0]"),
        (#"[{"departmentId":"a"},{"departmentId":[]}]"#, "Expected string, got object in field [1].departmentId"),
    ]

    private static let goodData: JSON = ["name": "a", "visibility": "b"]

    private static func parsed(_ text: String?) throws -> JSON? { try text.map { try JSON(parsing: $0.utf8) } }

    @Test(arguments: unitData)
    func `a wrong unitData is named first, whatever else is wrong`(_ row: (value: String?, problem: String)) throws {
        let value = try Self.parsed(row.value)
        #expect(throws: Failure.shown(row.problem)) {
            try NewUnit(unitData: value, unitMonitors: nil, unitDepartments: .null)
        }
    }

    @Test(arguments: monitors)
    func `a wrong unitMonitors comes before unitDepartments`(_ row: (value: String?, problem: String)) throws {
        let value = try Self.parsed(row.value)
        #expect(throws: Failure.shown(row.problem)) {
            try NewUnit(unitData: Self.goodData, unitMonitors: value, unitDepartments: 5)
        }
    }

    @Test(arguments: departments)
    func `a wrong unitDepartments is named last`(_ row: (value: String?, problem: String)) throws {
        let value = try Self.parsed(row.value)
        #expect(throws: Failure.shown(row.problem)) {
            try NewUnit(unitData: Self.goodData, unitMonitors: [], unitDepartments: value)
        }
    }

    @Test func `odd texts, more members and repeats are accepted`() throws {
        let text = #"""
            {"unitData":{"name":"","visibility":" ","enabled":false,"description":"","email":"x","showOnOfflineForm":true},
            "unitMonitors":[{"monitorId":"","username":"","more":1},{"monitorId":"","username":"z"}],
            "unitDepartments":[{"departmentId":"d","departmentName":null},{"departmentId":"d"}],"other":[1]}
            """#
        let body = try #require(try JSON(parsing: text.utf8).object)
        let new = try NewUnit(body: body)
        #expect(new.name == "")
        #expect(new.visibility == " ")
        #expect(new.monitorIDs == ["", ""])
        #expect(new.departmentIDs == ["d", "d"])
    }
}
