import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2, as far as the routes exist.
@Suite("The user routes")
struct UserScenarios {
    static func body(
        _ username: String = "new", name: String = "New", email: String = "new@example.com", more: String = ""
    )
        -> String
    {
        #"{"username":"\#(username)","name":"\#(name)","email":"\#(email)","password":"secret"\#(more)}"#
    }

    static func refusal(_ text: String) -> [String] { [#""error":"\#(text)""#] }

    static let rows: [Scenario] = [
        Scenario(
            "a user is created", "POST users.create", body: body(), status: 200,
            contains: [#""username":"new""#, #""roles":["user"]"#], lacks: ["secret", "$2b$", "services"],
            events: ["user.created"]),
        Scenario(
            "a name may not look like markup", "POST users.create", body: body(name: "a<b"), status: 400,
            contains: refusal("Name contains invalid characters")),
        Scenario(
            "who may not create is told inside", "POST users.create", as: .plain, body: body(), status: 400,
            contains: refusal("Adding user is not allowed [error-action-not-allowed]")),
        Scenario(
            "a role must exist", "POST users.create", body: body(more: #","roles":["x"]"#), status: 400,
            contains: refusal("The field Roles consist invalid role id [error-action-not-allowed]")),
        Scenario(
            "a blank name is none", "POST users.create", body: body(name: " "), status: 400,
            contains: refusal("The field Name is required [error-the-field-is-required]")),
        Scenario(
            "a user name has its letters", "POST users.create", body: body("a b"), status: 400,
            contains: refusal("a b is not a valid username [error-input-is-not-a-valid-field]")),
        Scenario(
            "a reserved name is blocked", "POST users.create", body: body("here"), status: 400,
            contains: refusal("here is blocked and can't be used! [error-blocked-username]")),
        Scenario(
            "a name is taken whatever its case", "POST users.create", body: body("PLAIN"), status: 400,
            contains: refusal("PLAIN is already in use :( [error-field-unavailable]")),
        Scenario(
            "an address is taken whatever its case", "POST users.create", body: body(email: "Plain@Example.com"),
            status: 400, contains: refusal("Plain@Example.com is already in use :( [error-field-unavailable]")),
        Scenario(
            "an address must be one", "POST users.create", body: body(email: "x"), status: 400,
            contains: refusal("Invalid email x [error-invalid-email]")),
        Scenario(
            "a required member is named", "POST users.create", body: "{}", status: 400,
            contains: refusal("must have required property 'email' [invalid-params]")),
        Scenario(
            "a user is read by name", "GET users.info?username=plain", status: 200,
            contains: [#""_id":"id-plain""#, "plain@example.com"]),
        Scenario(
            "a plain user sees the public part of others", "GET users.info?username=admin", as: .plain, status: 200,
            contains: [#""_id":"id-admin""#], lacks: ["admin@example.com", "$2b$"]),
        Scenario("nobody of that name", "GET users.info?username=x", status: 400, contains: refusal("User not found.")),
        Scenario(
            "users are listed by name", "GET users.list?count=1", status: 200,
            contains: [#""username":"admin""#, #""count":1"#]),
        Scenario(
            "a user is deleted", "POST users.delete", body: #"{"userId":"id-agent"}"#, status: 200,
            events: ["user.deleted"]),
        Scenario(
            "the bot stays", "POST users.delete", body: #"{"username":"rocket.cat"}"#, status: 400,
            contains: refusal("Deleting the rocket.cat user is not allowed [error-action-not-allowed]")),
        Scenario(
            "whom to delete must be said", "POST users.delete", body: "{}", status: 400,
            contains: ["error-user-param-not-provided"]),
        Scenario(
            "an unknown user cannot be deleted", "POST users.delete", body: #"{"userId":"x"}"#, status: 400,
            contains: ["error-invalid-user"]),
        Scenario(
            "a user is shut out", "POST users.setActiveStatus", body: #"{"userId":"id-plain","activeStatus":false}"#,
            status: 200, contains: [#"{"user":{"_id":"id-plain","active":false},"success":true}"#],
            events: ["user.active-changed"]),
        Scenario(
            "an unknown user cannot be shut out", "POST users.setActiveStatus",
            body: #"{"userId":"x","activeStatus":false}"#, status: 400, contains: refusal("User not found")),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(arguments: TestEngine.allCases)
    func `the last admin can neither be deleted nor shut out`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("DELETE FROM user_roles WHERE user_id = 'id-guest' AND role_id = 'admin'")
            let deleted = try await server.send("POST", "users.delete", body: #"{"userId":"id-admin"}"#)
            #expect(deleted.text.contains("Leaving the app without admins is not allowed [error-action-not-allowed]"))
            let shut = try await server.send(
                "POST", "users.setActiveStatus", body: #"{"userId":"id-admin","activeStatus":false}"#)
            #expect(
                shut.text.contains("Leaving the app without an active admin is not allowed [error-action-not-allowed]"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who is shut out is nobody at once`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.send(
                "POST", "users.setActiveStatus", body: #"{"userId":"id-plain","activeStatus":false}"#)
            let me = try await server.send("GET", "me", as: .plain)
            #expect(me.status == 401)
        }
    }
}
