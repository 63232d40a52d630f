import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D83: `directory`.
@Suite("The directory")
struct ListDirectoryTests {
    static let directory: [(who: Who, parameters: String, ids: [String])] = [
        (.plain, "type=users", AutocompleteUsersTests.active + ["rocket.cat"]),
        (.plain, "type=users&workspace=all", AutocompleteUsersTests.active + ["rocket.cat"]),
        (.plain, "type=users&workspace=external", []), (.plain, "type=users&text=AGENT", ["id-agent"]),
        (.plain, "type=users&text=onitor&count=2&offset=1", ["id-monitorA", "id-monitorB"]),
        (.plain, #"query={"type":"users","text":"agent","workspace":"local"}"#, ["id-agent"]),
        (.plain, #"query={"type":"users","text":"agent"}&text=plain"#, ["id-plain"]),
        (.plain, #"type=users&text=onitor&sort={"username":-1}"#, ["id-monitorB", "id-monitorA", "id-idleMonitor"]),
        (.plain, "type=users&text=inactive", []), (.plain, "type=users&text=agent@example", []),
        (.plain, "type=users&text=%25", []), (.admin, "type=users&text=agent@example", ["id-agent"]),
        (.admin, #"type=users&text=onitor&sort={"email":-1}"#, ["id-monitorB", "id-monitorA", "id-idleMonitor"]),
        (
            .admin, #"type=users&text=onitor&sort={"emails.address":1}"#,
            ["id-idleMonitor", "id-monitorA", "id-monitorB"]
        ),
        (.admin, #"type=users&text=agent&sort={"createdAt":1}"#, ["id-agent"]),
    ]

    @Test(arguments: TestEngine.allCases)
    func `the directory lists those who can log in, by name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for row in Self.directory {
                let list = try await server.fetch("GET", "directory?" + row.parameters, as: row.who)
                #expect(list.object?.keys == ["result", "count", "offset", "total", "success"])
                #expect(list.each("result", "_id") == row.ids, "\(row.parameters)")
                #expect(list.found("count") == .int(row.ids.count))
            }
            let part = try await server.fetch("GET", "directory?type=users&text=onitor&count=1")
            #expect(part.found("total") == 3 && part.found("count") == 1)
            for (who, keys) in [
                (Who.plain, ["_id", "username", "name"]), (.admin, ["_id", "username", "name", "emails", "createdAt"]),
            ] {
                let list = try await server.fetch("GET", "directory?type=users&text=agent", as: who)
                #expect(list.found("result")?.array?.first?.object?.keys == keys, "\(who)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the directory refuses what it does not have or show`(_ engine: TestEngine) async throws {
        let verify = Refusal.plain("Please verify the parameters")
        func query(_ problem: String) -> String { Refusal.typed(problem, "error-invalid-query") }
        let rows: [(parameters: String, who: Who, answer: String)] = [
            ("", .plain, verify), ("type=channels", .plain, verify), ("type=teams", .admin, verify),
            ("type=USERS", .plain, verify), (#"query={"type":"channels"}"#, .plain, verify),
            ("type=users&workspace=x", .plain, verify), (#"type=users&sort={"roles":1}"#, .admin, verify),
            (#"type=users&sort={"createdAt":1}"#, .plain, verify), (#"type=users&sort={"email":1}"#, .plain, verify),
            ("type=users", .guest, verify),
            (
                #"type=users&sort={"name":1,"username":1}"#, .plain,
                Refusal.plain(#"This method support only one "sort" parameter"#)
            ),
            (#"query={"type":"users","nope":"x"}"#, .plain, query("Invalid attribute: nope")),
            (#"query={"type":"users","emails.address":"x"}"#, .admin, query("Invalid attribute: emails.address")),
            (#"query={"type":"users","text":5}"#, .plain, query("Invalid value: text")),
            (#"query={"type":{"$in":["users","teams"]}}"#, .plain, query("Invalid value: type")),
            (#"query={"text":{"$regex":"."}}"#, .plain, query("Invalid operation: text.$regex")),
            ("type=users&fields={}", .plain, Refusal.extraMember),
            (
                "type=users&text=" + String(repeating: "a", count: 1025), .plain,
                Refusal.typed("The text to search for is longer than 1024 bytes", "error-invalid-params")
            ),
        ]
        try await expectRefused(
            engine, rows.map { Exchange("GET directory?\($0.parameters)", as: $0.who, gives: $0.answer) })
    }

    @Test(arguments: TestEngine.allCases, ["view-outside-room", "view-d-room"])
    func `the directory asks for both permissions`(_ engine: TestEngine, _ permission: String) async throws {
        try await TestServer.run(engine) { server in
            #expect(try await server.send("GET", "directory?type=users", as: .plain).status == 200)
            try await server.world.revoke(permission, from: "user")
            let refused = try await server.send("GET", "directory?type=users", as: .plain)
            #expect(refused.status == 400 && refused.text.contains("Please verify the parameters"))
        }
    }
}
