import MusterTestWorld
import Testing

/// The unit routes, one fact a row (contract 2.3 to 3.1).
@Suite("The unit routes")
struct UnitScenarios {
    static func body(
        _ name: String = "n", monitors: [String] = [], departments: [String] = [], data: String = ""
    ) -> String {
        let monitors = monitors.map { #"{"monitorId":"\#($0)","username":"whatever"}"# }.joined(separator: ",")
        let departments = departments.map { #"{"departmentId":"\#($0)","extra":1}"# }.joined(separator: ",")
        return #"{"unitData":{"name":"\#(name)","visibility":"public"\#(data)},"unitMonitors":[\#(monitors)],"#
            + #""unitDepartments":[\#(departments)],"other":1}"#
    }

    static let saving: [Scenario] = [
        Scenario(
            "a unit is created with its members in the page's order", "POST livechat/units",
            body: body("unitxx2", monitors: ["id-monitorA"], departments: ["dep-4"]), status: 200,
            contains: [
                #"{"name":"unitxx2","visibility":"public","type":"u","numMonitors":1,"numDepartments":1,"_updatedAt":""#,
                #"","_id":""#, #"","success":true}"#,
            ], events: ["unit.created"]),
        Scenario(
            "who may not monitor is left out, repeats count once", "POST livechat/units",
            body: body(monitors: ["id-plain", "id-inactive", "nobody", "id-monitorA", "id-monitorA"]), status: 200,
            contains: [#""numMonitors":1"#], events: ["unit.created"]),
        Scenario(
            "unknown departments and a unit's id are left out, repeats count once", "POST livechat/units",
            body: body(departments: ["nothing", "unit-b", "dep-4", "dep-4"]), status: 200,
            contains: [#""numDepartments":1"#], events: ["unit.created"]),
        Scenario(
            "a department of another unit moves here, and that unit's loss is logged", "POST livechat/units",
            body: body(departments: ["dep-1", "dep-3"]), status: 200, contains: [#""numDepartments":2"#],
            events: ["unit.departments-changed", "unit.departments-changed", "unit.created"]),
        Scenario(
            "optional members are accepted and dropped", "POST livechat/units",
            body: body(data: #","enabled":true,"description":"d","email":"e","showOnOfflineForm":false"#), status: 200,
            lacks: ["description", "enabled", "email"], events: ["unit.created"]),
        Scenario(
            "a name may be empty", "POST livechat/units", body: body(""), status: 200, contains: [#"{"name":"","#],
            events: ["unit.created"]),
        Scenario(
            "a name may be any Unicode, U+0000 too", "POST livechat/units", body: body(#"a\u0000\uD83D\uDE00é"#),
            status: 200, contains: [#"{"name":"a\u0000😀é","#], events: ["unit.created"]),
        Scenario(
            "a name may be taken already", "POST livechat/units", body: body("Alpha"), status: 200,
            events: ["unit.created"]),
        Scenario(
            "a name may be very long", "POST livechat/units", body: body(String(repeating: "x", count: 100_000)),
            status: 200, events: ["unit.created"]),
        Scenario(
            "update replaces members, what is left out becomes free", "POST livechat/units/unit-a",
            body: body("New", departments: ["dep-2", "dep-3"]), status: 200,
            contains: [#"{"name":"New","#, #""numMonitors":0,"numDepartments":2"#, #""_id":"unit-a""#],
            events: ["unit.departments-changed", "unit.updated"]),
        Scenario(
            "update with empty lists empties the unit", "POST livechat/units/unit-a", body: body(), status: 200,
            contains: [#""numMonitors":0,"numDepartments":0"#], events: ["unit.updated"]),
        Scenario(
            "update of an unknown unit has its own id", "POST livechat/units/nothing", body: body(), status: 400,
            contains: [
                #"{"success":false,"error":"Unit not found [error-unit-not-found]","errorType":"error-unit-not-found","#
                    + #""details":{"method":"livechat:saveUnit"}}"#
            ]),
        Scenario(
            "a department's id is no unit", "POST livechat/units/dep-1", body: body(), status: 400,
            contains: ["error-unit-not-found"]),
        Scenario(
            "delete answers the bare number 1", "DELETE livechat/units/unit-a", status: 200, events: ["unit.deleted"]),
        Scenario(
            "delete of an unknown unit has another id", "DELETE livechat/units/nothing", status: 400,
            contains: [
                #"{"success":false,"error":"Unit not found [unit-not-found]","errorType":"unit-not-found","#
                    + #""details":{"method":"livechat:removeUnit"}}"#
            ]),
    ]

    static let reading: [Scenario] = [
        Scenario(
            "a unit is read flat", "GET livechat/units/unit-a", status: 200,
            contains: [#"{"name":"Alpha","visibility":"public","type":"u","numMonitors":1,"numDepartments":2,"#]),
        Scenario(
            "an unknown unit is a bare null", "GET livechat/units/nothing", status: 200, contains: ["null"],
            lacks: ["{"]),
        Scenario(
            "units are listed by name", "GET livechat/units", status: 200,
            contains: [#"{"units":[{"name":"Alpha""#, #""count":2,"offset":0,"total":2,"success":true}"#]),
        Scenario(
            "the text is looked for anywhere, whatever the case", "GET livechat/units?text=ET", status: 200,
            contains: ["Beta", #""total":1"#], lacks: ["Alpha"]),
        Scenario("the text is literal", "GET livechat/units?text=%25", status: 200, contains: [#""total":0"#]),
        Scenario(
            "a page is honoured", "GET livechat/units?offset=1&count=1", status: 200,
            contains: ["Beta", #""count":1,"offset":1,"total":2"#], lacks: ["Alpha"]),
        Scenario(
            "the order can be turned", "GET livechat/units?sort=%7B%22name%22%3A-1%7D", status: 200,
            contains: [#"{"units":[{"name":"Beta""#]),
        Scenario(
            "a sort that is no object is refused", "GET livechat/units?sort=name", status: 400,
            contains: [
                #""error":"Invalid sort parameter provided: \"name\" [error-invalid-sort]","errorType":"error-invalid-sort","#
                    + #""details":{"helperMethod":"parseJsonQuery"}"#
            ]),
        Scenario(
            "a count that is no number is refused", "GET livechat/units?count=x", status: 400,
            contains: [#""errorType":"error-invalid-params""#]),
        Scenario(
            "a negative offset is refused", "GET livechat/units?offset=-1", status: 400,
            contains: [#""errorType":"error-invalid-params""#]),
        Scenario(
            "a unit's departments are listed by name", "GET livechat/units/unit-a/departments", status: 200,
            contains: [
                #"{"departments":[{"_id":"dep-1""#, #""parentId":"unit-a","ancestors":["unit-a"]"#, #""total":2"#,
            ]),
        Scenario(
            "an unknown unit has no departments", "GET livechat/units/nothing/departments", status: 200,
            contains: [#"{"departments":[],"count":0,"offset":0,"total":0,"success":true}"#]),
        Scenario(
            "available are the free ones and the unit's own", "GET livechat/units/unit-a/departments/available",
            status: 200, contains: ["dep-1", "dep-2", "dep-4", #""total":3"#], lacks: ["dep-3", "dep-5"]),
        Scenario(
            "for a unit that is being made the free ones are available",
            "GET livechat/units/none/departments/available",
            status: 200, contains: ["dep-4", #""total":1"#]),
        Scenario(
            "a unit's monitors are listed", "GET livechat/units/unit-a/monitors", status: 200,
            contains: [#""monitorId":"id-monitorA","unitId":"unit-a","username":"monitorA","_updatedAt""#]),
        Scenario(
            "an unknown unit has no monitors", "GET livechat/units/nothing/monitors", status: 200,
            contains: [#"{"monitors":[],"success":true}"#]),
        Scenario(
            "a monitor lists their units only", "GET livechat/units", as: .monitorA, status: 200,
            contains: ["Alpha", #""total":1"#], lacks: ["Beta"]),
        Scenario(
            "a monitor reads their unit", "GET livechat/units/unit-a", as: .monitorA, status: 200, contains: ["Alpha"]),
        Scenario(
            "a monitor does not read another's unit", "GET livechat/units/unit-b", as: .monitorA, status: 200,
            contains: ["null"], lacks: ["Beta"]),
        Scenario(
            "a manager lists all units", "GET livechat/units", as: .manager, status: 200, contains: [#""total":2"#],
            holds: "D12.1"),
        Scenario(
            "a monitor may not write", "DELETE livechat/units/unit-a", as: .monitorA, status: 403,
            contains: [
                #"{"success":false,"error":"User does not have the permissions required for this action [error-unauthorized]"}"#
            ]),
    ]

    @Test(arguments: TestEngine.allCases, saving)
    func `saving and deleting show one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(arguments: TestEngine.allCases, reading)
    func `lists and reads show one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
