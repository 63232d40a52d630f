import MusterTestWorld

/// Complaints that one request shows to be none.
extension ComplaintTests {
    static let rocketChat: [Scenario] = [
        Scenario(
            "17662: a monitor sees the departments of their units only",
            "GET livechat/department?onlyMyDepartments=true", as: .monitorA, status: 200,
            contains: [#""_id":"dep-1""#, #""_id":"dep-2""#, #""total":2"#], lacks: ["dep-3", "dep-4", "dep-5"],
            keepsAway: "RC#17662"),
        Scenario(
            "22048: a monitor is not refused the list of departments", "GET livechat/department", as: .monitorA,
            status: 200, contains: ["dep-1", "dep-3", #""total":4"#], keepsAway: "RC#22048"),
        Scenario(
            "22128, 22136, 22142: a monitor picks from all departments, not from those of their units",
            "GET livechat/department.autocomplete?selector={}", as: .monitorA, status: 200,
            contains: [
                #"{"items":[{"_id":"dep-3","name":"Billing"},{"_id":"dep-4","name":"Free"},"#,
                #"{"_id":"dep-1","name":"Sales"}"#,
            ], keepsAway: "RC#22128"),
        Scenario(
            "23332: a monitor may view rooms, an agent may not", "GET permissions.listAll", as: .monitorA,
            status: 200,
            contains: [#"{"_id":"view-livechat-rooms","roles":["admin","livechat-manager","livechat-monitor"],"#],
            keepsAway: "RC#23332"),
        Scenario(
            "26713: a department is not among the units", "GET livechat/units?count=0", status: 200,
            contains: [#""total":2"#], lacks: ["dep-", #""type":"d""#], keepsAway: "RC#26713"),
        Scenario(
            "26713: a department's id is no unit", "GET livechat/units/dep-1", status: 200, contains: ["null"],
            lacks: ["{"], keepsAway: "RC#26713"),
        Scenario(
            "26713: a unit's id is no department", "GET livechat/department/unit-a", status: 200,
            contains: [#"{"department":null"#], keepsAway: "RC#26713"),
        Scenario(
            "32682 (review): an unknown unit's id attaches to nothing", "PUT livechat/department/dep-4",
            body: #"{"department":{"name":"D","email":"d@example.com","enabled":true,"showOnRegistration":true,"#
                + #""showOnOfflineForm":false},"departmentUnit":{"_id":"nothing"}}"#, status: 200,
            contains: [#""_id":"dep-4","name":"D""#], lacks: ["parentId", "ancestors"], events: ["department.updated"],
            keepsAway: "RC#32682 (review)"),
        Scenario(
            "36801, 36747: an agent has no units, so nothing limits them to units",
            "GET livechat/department?onlyMyDepartments=true", as: .agent, status: 200,
            contains: ["dep-1", "dep-3", #""total":4"#], keepsAway: "RC#36801"),
        Scenario(
            "36801, 36747: agents are not limited to a monitor's units", "GET livechat/users/agent", as: .monitorB,
            status: 200, contains: [#""_id":"id-agent""#, #""departments":["dep-1"]"#], keepsAway: "RC#36801"),
        Scenario(
            "15337, 18392, 18428, Livechat 281, 286: a department gets another name without its agents",
            "PUT livechat/department/dep-1",
            body: #"{"department":{"name":"Renamed","email":"d@example.com","enabled":true,"#
                + #""showOnRegistration":true,"showOnOfflineForm":false}}"#, status: 200,
            contains: [#""name":"Renamed""#, #""agents":[{"_id":""#, #""username":"agent""#],
            events: ["department.updated"], keepsAway: "RC#15337"),
        Scenario(
            "15337, 18392, 18428, Livechat 281, 286: what is wrong with a department is said",
            "PUT livechat/department/dep-1", body: #"{"department":{"name":"Renamed"}}"#, status: 400,
            contains: [#"{"success":false,"error":"Match error: Missing key 'enabled'"}"#], keepsAway: "RC#15337"),
        Scenario(
            "27753: a second department costs nothing", "POST livechat/department",
            body: #"{"department":{"name":"D","email":"d@example.com","enabled":true,"showOnRegistration":true,"#
                + #""showOnOfflineForm":false}}"#, status: 200, contains: [#""success":true"#],
            events: ["department.created"], keepsAway: "RC#27753"),
        Scenario(
            "27753: archiving costs nothing", "POST livechat/department/dep-4/archive", status: 200,
            contains: [#"{"success":true}"#], events: ["department.archived"], keepsAway: "RC#27753"),
        Scenario(
            "17335, feature-requests 291: where a department's chats may go is kept", "PUT livechat/department/dep-1",
            body: #"{"department":{"name":"D","email":"d@example.com","enabled":true,"showOnRegistration":true,"#
                + #""showOnOfflineForm":false,"departmentsAllowedToForward":["dep-2"]}}"#, status: 200,
            contains: [#""departmentsAllowedToForward":["dep-2"]"#], events: ["department.updated"],
            keepsAway: "RC#17335"),
        Scenario(
            "39471: a query does not widen what a monitor sees",
            "GET livechat/department?onlyMyDepartments=true&query=%7B%22_id%22%3A%22dep-3%22%7D", as: .monitorA,
            status: 200, contains: [#"{"departments":[],"count":0,"offset":0,"total":0"#], keepsAway: "RC#39471"),
        Scenario(
            "39471: nor do conditions of a selector",
            #"GET livechat/department.autocomplete?onlyMyDepartments=true&selector={"conditions":{"_id":"dep-3"}}"#,
            as: .monitorA, status: 200, contains: [#"{"items":[],"success":true}"#], keepsAway: "RC#39471"),
        Scenario(
            "37579, 38059: a parameter that is served is not passed over",
            "GET livechat/department?onlyMyDepartments=true&text=sal&excludeDepartmentId=dep-2&enabled=true",
            as: .monitorA, status: 200, contains: ["dep-1", #""total":1"#], keepsAway: "RC#37579"),
        Scenario(
            "Open-API 211, 212: the document has every route of units", "GET /api/muster/v1/openapi.json",
            as: .nobody, status: 200,
            contains: [
                #""/api/v1/livechat/units":{"#, #""/api/v1/livechat/units/{id}":{"#,
                #""/api/v1/livechat/units/{unitId}/departments":{"#,
                #""/api/v1/livechat/units/{unitId}/departments/available":{"#,
                #""/api/v1/livechat/units/{unitId}/monitors":{"#,
            ], keepsAway: "RocketChat/Rocket.Chat-Open-API#211"),
    ]

    static let others: [Scenario] = [
        Scenario(
            "Chatwoot 6422, 5998, 3272, 8662, 7398, 10221, 11495: a team's unit is not shown to another's monitor",
            "GET livechat/units", as: .monitorB, status: 200, contains: [#""_id":"unit-b""#, #""total":1"#],
            lacks: ["unit-a", "Alpha"], keepsAway: "chatwoot#6422"),
        Scenario(
            "Chatwoot 2710, 4718: several agents join a department in one request",
            "POST livechat/department/dep-4/agents",
            body: #"{"upsert":[{"agentId":"id-agent","username":"agent"},{"agentId":"id-plain","#
                + #""username":"plain"}],"remove":[]}"#, status: 200, contains: [#"{"success":true}"#],
            events: ["department.agents-changed"], keepsAway: "chatwoot#2710"),
        Scenario(
            "Zammad 231: one list has every permission and its roles", "GET permissions.listAll", as: .plain,
            status: 200,
            contains: [
                #"{"_id":"manage-livechat-units","roles":["admin","livechat-manager"],"#,
                #"{"_id":"manage-livechat-monitors","roles":["admin","livechat-manager"],"#, #""remove":[]"#,
            ], keepsAway: "zammad#231"),
        Scenario(
            "Zammad 918: the departments of a unit are one list", "GET livechat/units/unit-a/departments",
            status: 200, contains: [#""_id":"dep-1""#, #""_id":"dep-2""#, #""total":2"#], lacks: ["dep-3"],
            keepsAway: "zammad#918"),
        Scenario(
            "Live Helper Chat 1057, 692, 948: a monitor's total counts their own departments",
            "GET livechat/department?onlyMyDepartments=true&count=1", as: .monitorA, status: 200,
            contains: [#""count":1,"offset":0,"total":2"#], keepsAway: "LiveHelperChat#1057"),
        Scenario(
            "Live Helper Chat 1057, 692, 948: and their own units", "GET livechat/units?count=1", as: .monitorA,
            status: 200, contains: [#""count":1,"offset":0,"total":1"#], keepsAway: "LiveHelperChat#1057"),
        Scenario(
            "Live Helper Chat 1174: who may view a department reads it", "GET livechat/department/dep-1", as: .agent,
            status: 200, contains: [#""_id":"dep-1""#], keepsAway: "LiveHelperChat#1174"),
        Scenario(
            "Live Helper Chat 1174: and may not write it", "PUT livechat/department/dep-1", as: .agent,
            body: #"{"department":{"name":"D","email":"d@example.com","enabled":true,"showOnRegistration":true,"#
                + #""showOnOfflineForm":false}}"#, status: 403, contains: ["[error-unauthorized]"],
            keepsAway: "LiveHelperChat#1174"),
        Scenario(
            "osTicket 2674, 6522, 1488: who monitors a unit sees its departments without being put into each",
            "GET livechat/department/dep-2?onlyMyDepartments=true", as: .monitorA, status: 200,
            contains: [#"{"department":{"_id":"dep-2""#], keepsAway: "osTicket#2674"),
        Scenario(
            "PocketBase 100, 976, 1128, 1399, 364: a search finds what the first page does not show",
            "GET livechat/units?text=BETA&count=1", status: 200, contains: [#""_id":"unit-b""#, #""total":1"#],
            keepsAway: "pocketbase#100"),
        Scenario(
            "Appwrite 1447: another role is one request", "POST users.update",
            body: #"{"userId":"id-agent","data":{"roles":["user","livechat-monitor"]}}"#, status: 200,
            contains: [#""roles":["user","livechat-monitor"]"#],
            events: ["user.roles-changed", "user.roles-changed", "department.agents-changed"],
            keepsAway: "appwrite/console#1447"),
    ]
}
