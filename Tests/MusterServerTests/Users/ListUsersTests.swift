import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (list), D28.
@Suite("users.list")
struct ListUsersTests {
    @Test(.holds("5.1.6", "5.2.33", "5.2.34"), arguments: TestEngine.allCases)
    func `list rows have the contract's members`(_ engine: TestEngine) async throws {
        let rows: Set = ["_id", "username", "name", "status", "active", "type", "avatarETag", "nameInsensitive"]
        try await TestServer.run(engine) { server in
            for (who, more) in [(Who.plain, []), (.guest, []), (.admin, ["emails", "roles", "lastLogin"])] {
                let list = try await server.fetch("GET", "users.list", as: who)
                #expect(list.object?.keys == ["users", "count", "offset", "total", "success"])
                #expect(list.found("total") == 10 && list.found("count") == 10 && list.found("offset") == 0)
                for row in list.found("users")?.array ?? [] {
                    let keys = Set(row.object?.keys ?? [])
                    #expect(keys.isSubset(of: rows.union(more)), "\(who): \(keys)")
                    #expect(keys.isSuperset(of: rows.subtracting(["avatarETag"])), "\(keys)")
                }
                let agent = list.found("users")?.array?.first { $0.found("_id") == "id-agent" }
                #expect(agent?.found("nameInsensitive") == "name of agent" && agent?.found("type") == "user")
                #expect((agent?.found("emails") != nil) == !more.isEmpty)
            }
        }
    }

    @Test(.holds("5.1.5", "5.2.35"), arguments: TestEngine.allCases)
    func `the list is by user name in code units, and asks for its permission`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE users SET username = 'Zoe' WHERE id = 'id-plain'")
            let list = try await server.fetch("GET", "users.list")
            #expect(list.each("users", "username").first == "Zoe", "upper case comes first")
            try await server.world.revoke("view-d-room", from: "user")
            try await server.expect(Exchange("GET users.list", as: .plain, status: 403, gives: Refusal.forbidden))
        }
    }
}
