import Facts
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.11, D60.
@Suite("Null is as good as absent where a member may be left out")
struct LeftOutTests {
    private static func update(_ data: String) -> String { #"{"userId":"id-plain","data":\#(data)}"# }

    static let users: [Scenario] = [
        Scenario(
            "null for active shuts nobody out", "POST users.update", body: update(#"{"name":"Y","active":null}"#),
            status: 200, contains: [#""name":"Y""#, #""active":true"#], events: ["user.updated"],
            keepsAway: "Muster 11.2"),
        Scenario(
            "null changes no member of a user", "POST users.update",
            body: update(
                #"{"name":"Y","email":null,"password":null,"username":null,"bio":null,"nickname":null,"#
                    + #""statusText":null,"roles":null,"requirePasswordChange":null,"setRandomPassword":null,"#
                    + #""sendWelcomeEmail":null,"verified":null,"customFields":null}"#), status: 200,
            contains: [
                #""username":"plain""#, #"{"address":"plain@example.com","verified":true}"#, #""roles":["user"]"#,
            ], lacks: ["bio", "nickname", "statusText", "customFields", "requirePasswordChange"],
            events: ["user.updated"], holds: "1.11.15", keepsAway: "Muster 11.2"),
        Scenario(
            "a user is made without what is null", "POST users.create",
            body:
                #"{"username":"new","name":"New","email":"new@example.com","password":"p","active":null,"roles":null,"#
                + #""bio":null,"verified":null,"customFields":null,"requirePasswordChange":null,"fields":null}"#,
            status: 200, contains: [#""active":true"#, #""roles":["user"]"#, #""verified":false"#],
            lacks: ["bio", "customFields", "requirePasswordChange"], events: ["user.created"]),
        Scenario(
            "null changes nothing of oneself", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"nickname":"n","name":null,"username":null,"email":null,"bio":null,"statusType":null,"#
                + #""statusText":null,"newPassword":null,"currentPassword":null},"customFields":null}"#, status: 200,
            contains: [#""username":"plain""#, #""nickname":"n""#], lacks: ["bio", "statusText", "customFields"],
            events: ["user.updated"], keepsAway: "Muster 11.2"),
        Scenario(
            "null is no preference", "POST users.setPreferences", as: .plain,
            body: #"{"userId":null,"data":{"useEmojis":false,"masterVolume":null,"sidebarSectionsOrder":null}}"#,
            status: 200, contains: [#""useEmojis":false"#, #""masterVolume":100"#],
            events: ["user.preferences-changed"], holds: "1.11.23"),
        Scenario(
            "null for the user is oneself", "POST users.logout", as: .plain, body: #"{"userId":null}"#, status: 200,
            contains: ["User id-plain has been logged out!"], events: ["user.logged-out"]),
        Scenario(
            "null for a status keeps it", "POST users.setStatus", as: .plain,
            body: #"{"status":null,"message":"back","userId":null,"username":null,"user":null}"#, status: 200,
            events: ["user.status-changed"]),
        Scenario(
            "who registers leaves out what is null", "POST users.register", as: .nobody,
            body: #"{"username":"new","name":"New","email":"new@example.com","pass":"p","secret":null,"reason":null,"#
                + #""customFields":null}"#, status: 200, lacks: ["customFields"], events: ["user.created"]),
        Scenario(
            "a login leaves out what is null", "POST login", as: .nobody,
            body: #"{"user":"plain","password":"password of plain","resume":null,"code":null}"#, status: 200),
    ]

    static let others: [Scenario] = [
        Scenario(
            "a role is made without what is null", "POST roles.create",
            body: #"{"name":"night","description":null,"scope":null,"mandatory2fa":null}"#, status: 200,
            contains: [#""scope":"Users","description":"","mandatory2fa":false"#], events: ["role.created"]),
        Scenario(
            "and keeps what is null later", "POST roles.update",
            body: #"{"roleId":"admin","name":"admin","description":null,"scope":null,"mandatory2fa":null}"#,
            status: 200, contains: [#""description":"Admin","mandatory2fa":false"#], events: ["role.updated"]),
        Scenario(
            "a role is given everywhere when the room is null", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleName":"bot","roleId":null,"roomId":null}"#, status: 200,
            events: ["user.roles-changed"]),
        Scenario(
            "a department is made without what is null", "POST livechat/department",
            body: DepartmentBody.text(
                [
                    "description": .null, "chatClosingTags": .null, "requestTagsBeforeClosingChat": .null,
                    "fallbackForwardDepartment": .null,
                ], agents: JSON.null, unit: JSON.null), status: 200,
            lacks: ["description", "Tags", "fallback", "parentId"], events: ["department.created"], holds: "4.2.16",
            keepsAway: "Muster 11.2"),
        Scenario(
            "an agent has the usual place where it is null", "POST livechat/department",
            body: DepartmentBody.text(agents: [["agentId": "id-agent", "count": .null, "order": .null]]), status: 200,
            contains: [#""count":0,"order":0"#], events: ["department.created"]),
        Scenario(
            "an agent whose status is null becomes the other one", "POST livechat/agent.status", as: .agent,
            body: #"{"status":null,"agentId":null}"#, status: 200, contains: [#"{"status":"not-available""#],
            events: ["agent.status-changed"]),
        Scenario(
            "a token whose flag is null has none", "POST users.generatePersonalAccessToken",
            body: #"{"tokenName":"script","bypassTwoFactor":null}"#, status: 200, events: ["token.created"]),
    ]

    static let required: [Scenario] = [
        Scenario(
            "null is neither active nor shut out", "POST users.setActiveStatus",
            body: #"{"userId":"id-plain","activeStatus":null}"#, status: 400,
            contains: [Refusal.schema("must be boolean")], keepsAway: "Muster 11.2"),
        Scenario(
            "null is no id", "POST users.update", body: #"{"userId":null,"data":{}}"#, status: 400,
            contains: [Refusal.schema("must be string")], holds: "1.11.16"),
        Scenario(
            "null is no address where one is needed", "POST users.create",
            body: #"{"username":"new","name":"New","email":null,"password":"p"}"#, status: 400,
            contains: [Refusal.schema("must be string")]),
        Scenario(
            "null is no name of who registers", "POST users.register", as: .nobody,
            body: #"{"username":"new","name":null,"email":"new@example.com","pass":"p"}"#, status: 400,
            contains: [Refusal.match("Expected string, got null in field name")]),
        Scenario(
            "null is no role in a list", "POST users.update", body: update(#"{"roles":["user",null]}"#), status: 400,
            contains: [Refusal.schema("must be string")]),
        Scenario(
            "null is no monitor's name", "POST livechat/monitors.create", body: #"{"username":null}"#, status: 400,
            contains: [Refusal.schema("must be string")]),
        Scenario(
            "null is no role's name", "POST roles.create", body: #"{"name":null}"#, status: 400,
            contains: ["must be string [error-invalid-role-properties]"]),
        Scenario(
            "null does not disable a department", "POST livechat/department",
            body: DepartmentBody.text(["enabled": .null]), status: 400, contains: [Refusal.schema("must be boolean")]),
        Scenario(
            "null is no method call", "POST method.call/livechat:removeUnit", body: #"{"message":null}"#, status: 400,
            contains: [Refusal.schema("must be string")]),
        Scenario(
            "null is no unit's data, as the page says", "POST livechat/units",
            body: #"{"unitData":null,"unitMonitors":[],"unitDepartments":[]}"#, status: 400,
            contains: [Refusal.match("Expected object, got null")]),
    ]

    @Test(arguments: TestEngine.allCases, users + others + required)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.keepsAway("Muster 11.2")) func `the document says that null is allowed where a member may be left out`()
        throws
    {
        let schema = UpdateUser.Body.schema.jsonSchema
        let data = schema.found("properties", "data", "properties")
        #expect(schema.found("properties", "userId", "type") == "string")
        #expect(data?.found("active", "type") == ["boolean", "null"])
        #expect(SetAgentStatus.Body.schema.jsonSchema.found("properties", "status", "enum")?.array?.last == .null)
    }

    @Test func `the document says that null is none of a pattern's values`() {
        let data = NewUnit.Body.schema.jsonSchema.found("properties", "unitData", "properties")
        #expect(data?.found("enabled", "type") == "boolean")
        #expect(data?.found("description", "type") == "string")
    }
}
