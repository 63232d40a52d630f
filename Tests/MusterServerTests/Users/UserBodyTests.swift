import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.11 on the routes of users; section 8, defect 8.
@Suite("Bodies of users' routes are checked and coerced as the contract says", .holds("1.11"))
struct UserBodyTests {
    private static func update(_ data: String) -> String { #"{"userId":"id-plain","data":\#(data)}"# }

    static let rows: [Scenario] = [
        Scenario(
            "a number counts as a text", "POST users.update", body: update(#"{"name":5}"#), status: 200,
            contains: [#""name":"5""#], events: ["user.updated"], holds: "1.11.13"),
        Scenario(
            "a truth value counts as a text", "POST users.update", body: update(#"{"nickname":true}"#), status: 200,
            contains: [#""nickname":"true""#], events: ["user.updated"], holds: "1.11.14"),
        Scenario(
            "the text true counts as true", "POST users.update", body: update(#"{"requirePasswordChange":"true"}"#),
            status: 200, contains: [#""requirePasswordChange":true"#], events: ["user.updated"], holds: "1.11.18"),
        Scenario(
            "one counts as true", "POST users.update", body: update(#"{"requirePasswordChange":1}"#), status: 200,
            contains: [#""requirePasswordChange":true"#], events: ["user.updated"], holds: "1.11.19"),
        Scenario(
            "another text counts as neither", "POST users.update", body: update(#"{"requirePasswordChange":"yes"}"#),
            status: 400, contains: [Refusal.schema("must be boolean")], holds: "1.11.8"),
        Scenario(
            "true counts as one", "POST users.setPreferences", as: .plain, body: #"{"data":{"masterVolume":true}}"#,
            status: 200, contains: [#""masterVolume":1,"#], events: ["user.preferences-changed"], holds: "1.11.22"),
        Scenario(
            "a text of digits counts as a number", "POST users.setPreferences", as: .plain,
            body: #"{"data":{"masterVolume":"7.5"}}"#, status: 200, contains: [#""masterVolume":7.5"#],
            events: ["user.preferences-changed"], holds: "1.11.20"),
        Scenario(
            "another text is no number", "POST users.setPreferences", as: .plain,
            body: #"{"data":{"masterVolume":"loud"}}"#, status: 400, contains: [Refusal.schema("must be number")],
            holds: "1.11.9"),
        Scenario(
            "an empty text is no number", "POST users.setPreferences", as: .plain,
            body: #"{"data":{"masterVolume":""}}"#, status: 400, contains: [Refusal.schema("must be number")],
            holds: "1.11.21"),
        Scenario(
            "a list is no number", "POST users.setPreferences", as: .plain, body: #"{"data":{"masterVolume":[5]}}"#,
            status: 400, contains: [Refusal.schema("must be number")], holds: "1.11.24"),
        Scenario(
            "a text is no object", "POST users.updateOwnBasicInfo", as: .plain, body: #"{"data":"{}"}"#, status: 400,
            contains: [Refusal.schema("must be object")], holds: "1.11.4"),
        Scenario(
            "null is no object", "POST users.updateOwnBasicInfo", as: .plain, body: #"{"data":null}"#, status: 400,
            contains: [Refusal.schema("must be object")], holds: "1.11.4"),
        Scenario(
            "a text is no list", "POST users.update", body: update(#"{"roles":"user"}"#), status: 400,
            contains: [Refusal.schema("must be array")], holds: "1.11.10"),
        Scenario(
            "what is in a list is coerced too", "POST users.update", body: update(#"{"roles":[5]}"#), status: 400,
            contains: ["The field Roles consist invalid role id [error-action-not-allowed]"], holds: "1.11.25"),
        Scenario(
            "a required text may have a length", "POST users.update", body: #"{"userId":"","data":{}}"#, status: 400,
            contains: [Refusal.schema("must NOT have fewer than 1 characters")], holds: "1.11.17"),
        Scenario(
            "joinDefaultChannels is no member of a change", "POST users.update",
            body: update(#"{"name":"N","joinDefaultChannels":true}"#), status: 400, contains: [Refusal.extraMember],
            keepsAway: "Muster 11.20"),
        Scenario(
            "nor with false or null", "POST users.update", body: update(#"{"joinDefaultChannels":null}"#), status: 400,
            contains: [Refusal.extraMember], keepsAway: "Muster 11.20"),
        Scenario(
            "it is one of a new user", "POST users.create",
            body: #"{"username":"new","name":"New","email":"new@example.com","password":"p","#
                + #""joinDefaultChannels":false}"#, status: 200, events: ["user.created"]),
        Scenario(
            "an extra member is named before a wrong one", "POST users.update",
            body: #"{"userId":[],"data":5,"x":1}"#, status: 400, contains: [Refusal.extraMember], holds: "1.11.6"),
        Scenario(
            "of a POST the body counts, not the query",
            "POST users.setActiveStatus?userId=id-plain&activeStatus=false", body: "{}", status: 400,
            contains: [Refusal.missing("userId")], holds: "1.11.3"),
        Scenario(
            "fields is taken without effect", "POST users.create",
            body: #"{"username":"new","name":"New","email":"new@example.com","password":"p","fields":"{}"}"#,
            status: 200, contains: [#""username":"new""#, #""emails":["#], events: ["user.created"], holds: "5.2.4"),
        Scenario(
            "fields of a query picks members",
            "GET users.info?username=agent&fields=%7B%22roles%22%3A1%7D&includeUserRooms=true", status: 200,
            contains: [#"{"user":{"_id":"id-agent","roles":["user","livechat-agent"]},"success":true}"#],
            holds: "5.2.25"),
        Scenario(
            "a login form called hashed is none", "POST login", as: .nobody,
            body: #"{"user":"plain","hashed":"\#(Digest.hex(Who.plain.password))"}"#, status: 401,
            contains: [LogInTests.refused], holds: "8.0.10"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
