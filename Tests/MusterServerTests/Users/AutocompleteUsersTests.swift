import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D83: users.autocomplete.
@Suite("users.autocomplete")
struct AutocompleteUsersTests {
    private static func proposal(_ name: String) -> String {
        #"{"_id":"id-\#(name)","name":"Name of \#(name)","username":"\#(name)","status":"offline"}"#
    }

    static let active = [
        "id-admin", "id-agent", "id-guest", "id-idleMonitor", "id-manager", "id-monitorA", "id-monitorB", "id-plain",
    ]

    static let proposals: [(who: Who, selector: String, ids: [String])] = [
        (.plain, #"{"term":"agent"}"#, ["id-agent"]), (.plain, #"{"term":"AGEN"}"#, ["id-agent"]),
        (.plain, #"{"term":"of pl"}"#, ["id-plain"]),
        (.plain, #"{"term":"onitor"}"#, Array(active[3...3] + active[5...6])),
        (.plain, #"{"term":"inactive"}"#, []), (.plain, #"{"term":"%"}"#, []), (.plain, #"{"term":"agent@"}"#, []),
        (.plain, "{}", active + ["rocket.cat"]),
        (.plain, #"{"term":null,"exceptions":null,"conditions":null}"#, active + ["rocket.cat"]),
        (.plain, #"{"term":"onitor","exceptions":["monitorA","none"]}"#, ["id-idleMonitor", "id-monitorB"]),
        (.plain, #"{"term":"onitor","exceptions":["MONITORA"]}"#, Array(active[3...3] + active[5...6])),
        (.plain, #"{"conditions":{"type":"bot"}}"#, ["rocket.cat"]),
        (
            .plain, #"{"term":"a","conditions":{"username":{"$in":["agent","plain","guest"]}}}"#,
            ["id-agent", "id-guest", "id-plain"]
        ),
        (.admin, #"{"conditions":{"roles":"admin"}}"#, ["id-admin", "id-guest"]),
        (.guest, #"{"term":"agent"}"#, []),
    ]

    @Test(arguments: TestEngine.allCases)
    func `those who can log in are proposed by user name or name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for row in Self.proposals {
                let path = "users.autocomplete?selector=\(queryValue(row.selector))"
                let answer = try await server.fetch("GET", path, as: row.who)
                #expect(answer.object?.keys == ["items", "success"])
                #expect(answer.each("items", "_id") == row.ids, "\(row.selector)")
            }
            let answer = try await server.send("GET", "users.autocomplete?selector={\"term\":\"agent\"}")
            #expect(answer.text == #"{"items":["# + Self.proposal("agent") + #"],"success":true}"#)
            try await server.world.revoke("view-outside-room", from: "user")
            let narrow = try await server.fetch("GET", "users.autocomplete?selector={}", as: .plain)
            #expect(narrow.found("items") == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `ten are proposed at most`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                """
                INSERT INTO users (id, username, username_folded, name, name_folded, type, active, created_at, updated_at)
                WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
                SELECT 'x' || i, 'x' || i, 'x' || i, 'X', 'x', 'user', 1, 0, 0 FROM n
                """)
            let found = try await server.fetch("GET", "users.autocomplete?selector={\"term\":\"x\"}")
            #expect(found.each("items", "username") == (10..<20).map { "x\($0)" })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a selector that cannot be honoured is refused`(_ engine: TestEngine) async throws {
        let notObject = Refusal.typed("The 'selector' param must be a JSON object", "error-invalid-params")
        func wrong(_ member: String) -> String {
            Refusal.typed("The 'selector' param has a wrong '\(member)'", "error-invalid-params")
        }
        let rows: [(parameters: String, who: Who, answer: String)] = [
            ("", .plain, Refusal.missing("selector")),
            ("selector=", .plain, Refusal.plain("The 'selector' param is required")),
            ("selector={}&count=5", .plain, Refusal.extraMember), ("selector=x", .plain, notObject),
            ("selector=[]", .plain, notObject), ("selector=null", .plain, notObject),
            (#"selector={"term":"a","term":"b"}"#, .plain, notObject), (#"selector={"term":5}"#, .plain, wrong("term")),
            (#"selector={"exceptions":"a"}"#, .plain, wrong("exceptions")),
            (#"selector={"exceptions":[5]}"#, .plain, wrong("exceptions")),
            (#"selector={"conditions":"a"}"#, .plain, wrong("conditions")),
            (
                #"selector={"conditions":{"username":{"$ne":"a"}}}"#, .plain,
                Refusal.typed("Invalid operation: username.$ne", "error-invalid-query")
            ),
            (
                #"selector={"conditions":{"roles":"admin"}}"#, .plain,
                Refusal.typed("Invalid attribute: roles", "error-invalid-query")
            ),
            (
                #"selector={"conditions":{"emails.address":"agent@example.com"}}"#, .guest,
                Refusal.typed("Invalid attribute: emails.address", "error-invalid-query")
            ),
        ]
        try await expectRefused(
            engine, rows.map { Exchange("GET users.autocomplete?\($0.parameters)", as: $0.who, gives: $0.answer) })
    }
}
