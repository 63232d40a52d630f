import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.11, 5.2, D60.
@Suite("An empty text counts as left out where it could be no value")
struct EmptyTextTests {
    private static func update(_ data: String) -> String { #"{"userId":"id-plain","data":\#(data)}"# }
    private static let proof = Digest.hex(Who.plain.password)

    static let empties: [Scenario] = [
        Scenario(
            "an empty address and password stay as they are", "POST users.update",
            body: update(#"{"name":"N","email":"","password":""}"#), status: 200,
            contains: [#""name":"N""#, #"{"address":"plain@example.com","verified":true}"#], events: ["user.updated"],
            keepsAway: "Muster 11.4"),
        Scenario(
            "so do empty names", "POST users.update", body: update(#"{"bio":"b","username":"","name":""}"#),
            status: 200, contains: [#""username":"plain""#, #""name":"Name of plain""#], events: ["user.updated"]),
        Scenario(
            "an empty text is no flag", "POST users.update", body: update(#"{"bio":"b","active":""}"#), status: 400,
            contains: [Refusal.schema("must be boolean")]),
        Scenario(
            "a blank address is none", "POST users.update", body: update(#"{"bio":"b","email":" "}"#), status: 200,
            contains: ["plain@example.com"], events: ["user.updated"]),
        Scenario(
            "an empty address asks for no password", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"name":"X","email":""}}"#, status: 200,
            contains: [#""name":"X""#, "plain@example.com"], events: ["user.updated"], keepsAway: "Muster 11.4"),
        Scenario(
            "nor does an empty password, and nothing else that is empty changes", "POST users.updateOwnBasicInfo",
            as: .plain,
            body:
                #"{"data":{"bio":"b","username":"","name":"","statusType":"","newPassword":"","currentPassword":""}}"#,
            status: 200, contains: [#""username":"plain""#, #""status":"offline""#], events: ["user.updated"]),
        Scenario(
            "an empty status is kept beside a message", "POST users.setStatus", as: .plain,
            body: #"{"message":"back","status":""}"#, status: 200, events: ["user.status-changed"],
            keepsAway: "Muster 11.4"),
        Scenario(
            "but says nothing alone", "POST users.setStatus", as: .plain, body: #"{"status":""}"#, status: 400,
            contains: [Refusal.match("Failed Match.OneOf, Match.Maybe or Match.Optional validation")]),
        Scenario(
            "an empty id is oneself", "POST users.setPreferences", as: .plain,
            body: #"{"userId":"","data":{"useEmojis":false}}"#, status: 200, contains: [#"{"_id":"id-plain""#],
            events: ["user.preferences-changed"]),
        Scenario(
            "an agent without a status becomes the other one", "POST livechat/agent.status", as: .agent,
            body: #"{"status":"","agentId":""}"#, status: 200, contains: [#"{"status":"not-available""#],
            events: ["agent.status-changed"]),
        Scenario(
            "a role's empty scope is the usual one", "POST roles.create",
            body: #"{"name":"night","scope":""}"#, status: 200, contains: [#""scope":"Users""#],
            events: ["role.created"]),
        Scenario(
            "empty parameters of a query are none", "GET livechat/department?enabled=&onlyMyDepartments=&offset=",
            status: 200, contains: [#""total":4"#]),
        Scenario(
            "nor do they filter agents", "GET livechat/users/agent?onlyAvailable=&excludeId=&text=", status: 200,
            contains: [#""total":1"#]),
        Scenario(
            "an empty id of a setting asks for all", "GET settings.public?_id=&count=0", as: .nobody, status: 200,
            contains: ["Site_Url"]),
        Scenario(
            "an empty name beside an id is none", "GET users.info?userId=id-agent&username=&email=", status: 200,
            contains: [#""_id":"id-agent""#]),
        Scenario(
            "an empty date asks for every permission", "GET permissions.listAll?updatedSince=", status: 200,
            contains: [#""_id":"view-l-room""#]),
        Scenario(
            "a login looks at the first name that is not empty", "POST login", as: .nobody,
            body: #"{"user":"","email":"plain@example.com","password":"password of plain"}"#, status: 200),
        Scenario(
            "words about oneself may be emptied", "POST users.update", body: update(#"{"bio":"","nickname":""}"#),
            status: 200, contains: [#""bio":"","nickname":"""#], events: ["user.updated"]),
    ]

    static let addresses: [Scenario] = [
        Scenario(
            "an address is trimmed when a user is made", "POST users.create",
            body: #"{"username":"new","name":"New","email":"  new@example.com\n","password":"p"}"#, status: 200,
            contains: [#"{"address":"new@example.com","#], events: ["user.created"], keepsAway: "Muster 11.4"),
        Scenario(
            "and when it is changed", "POST users.update", body: update(#"{"email":" new@example.com "}"#), status: 200,
            contains: [#"{"address":"new@example.com","verified":false}"#], events: ["user.updated"]),
        Scenario(
            "and before it is compared", "POST users.update", body: update(#"{"email":" AGENT@example.com "}"#),
            status: 400, contains: ["AGENT@example.com is already in use :( [error-field-unavailable]"]),
        Scenario(
            "and when it is one's own", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"email":" new@example.com ","currentPassword":"\#(proof)"}}"#, status: 200,
            contains: [#"{"address":"new@example.com","#], events: ["user.updated"]),
        Scenario(
            "one's present address asks for no password with spaces either", "POST users.updateOwnBasicInfo",
            as: .plain, body: #"{"data":{"email":" plain@example.com "}}"#, status: 200),
        Scenario(
            "and when somebody registers", "POST users.register", as: .nobody,
            body: #"{"username":"new","name":"New","email":"\tnew@example.com","pass":"p"}"#, status: 200,
            events: ["user.created"]),
        Scenario(
            "and when somebody logs in", "POST login", as: .nobody,
            body: #"{"email":" plain@example.com ","password":"password of plain"}"#, status: 200),
        Scenario(
            "a blank one is no address where one is needed", "POST users.create",
            body: #"{"username":"new","name":"New","email":"  ","password":"p"}"#, status: 400,
            contains: ["Invalid email  [error-invalid-email]"]),
    ]

    @Test(arguments: TestEngine.allCases, empties + addresses)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
