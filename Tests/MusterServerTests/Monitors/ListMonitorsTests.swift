import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/monitors`: contract section 3.2. Paging: `UnitPagingTests`.
@Suite("Monitors are listed as users", .holds("3.2"))
struct ListMonitorsTests {
    private func names(_ server: TestServer, _ query: String) async throws -> [String] {
        try await server.fetch("GET", "livechat/monitors?\(query)").each("monitors", "username")
    }

    @Test(.holds("3.2.2"), arguments: TestEngine.allCases)
    func `the list has those who hold the role, by name, and nobody else`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                "UPDATE users SET name = 'A first', name_folded = 'a first' WHERE id = $1", Who.monitorB.id)
            let list = try await server.fetch("GET", "livechat/monitors")
            #expect(list.object?.keys == ["monitors", "count", "offset", "total", "success"])
            // Whether a deactivated monitor is in the list is open in the contract.
            let active = list.each("monitors", "username").filter { $0 != "inactive" }
            #expect(active == ["monitorB", "idleMonitor", "monitorA"])
            #expect(list.found("count") == list.found("total"))
            #expect(list.found("offset") == 0)
        }
    }

    @Test(.holds("3.2.6"), arguments: TestEngine.allCases)
    func `a row has the members of contract 3.2, those present, and no secret`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let row = try await server.fetch("GET", "livechat/monitors?text=monitorA").found("monitors")?.array?.first
            #expect(row?.object?.keys == ["_id", "username", "name", "status", "emails"])
            #expect(row?.found("_id") == .string(Who.monitorA.id))
            #expect(row?.found("username") == "monitorA")
            #expect(row?.found("name") == "Name of monitorA")
            #expect(row?.found("status") == "offline")
            #expect(row?.found("emails") == [["address": "monitorA@example.com", "verified": true]])
        }
    }

    @Test(.holds("3.2.6"), arguments: TestEngine.allCases)
    func `a monitor who is an agent too shows how they serve`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "livechat/monitors.create", body: #"{"username":"agent"}"#)
            try await server.world.run(
                #"UPDATE users SET status_livechat = 'available', livechat = '{"max":5}' WHERE id = $1"#, Who.agent.id)
            let row = try await server.fetch("GET", "livechat/monitors?text=agent").found("monitors")?.array?.first
            #expect(
                row?.object?.keys == ["_id", "username", "name", "status", "statusLivechat", "emails", "livechat"])
            #expect(row?.found("statusLivechat") == "available")
            #expect(row?.found("livechat") == ["max": 5])
        }
    }

    @Test(.holds("3.2.3"), arguments: TestEngine.allCases)
    func `the text is looked for in user name, name and e-mail, whatever the case, literally`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                "UPDATE users SET name = 'Émile_O''Neil 100%', name_folded = 'émile_o''neil 100%' WHERE id = $1",
                Who.monitorB.id)
            let rows: [(String, [String])] = [
                ("monitorA", ["monitorA"]), ("MONITORa", ["monitorA"]),
                ("nitor", ["idleMonitor", "monitorA", "monitorB"]),
                ("name of mon", ["monitorA"]), ("ÉMILE", ["monitorB"]), ("o'neil", ["monitorB"]),
                ("monitorB@EXAMPLE", ["monitorB"]), ("%", ["monitorB"]), ("_", ["monitorB"]), ("e_o", ["monitorB"]),
                ("e%o", []), ("plain", []), ("admin", []), ("id-monitorA", []), ("livechat-monitor", []),
                (#"\"#, []),
            ]
            for (text, wanted) in rows {
                #expect(try await names(server, "text=\(queryValue(text))").sorted() == wanted, "\(text)")
                let total = try await server.fetch("GET", "livechat/monitors?text=\(queryValue(text))").found("total")
                #expect(total == .int(wanted.count), "\(text)")
            }
        }
    }

    @Test(.holds("3.2.5"), arguments: TestEngine.allCases)
    func `monitors can be sorted`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE users SET status = 'online' WHERE id = $1", Who.monitorB.id)
            try await server.world.run(
                "UPDATE users SET status_livechat = 'available' WHERE id = $1", Who.monitorA.id)
            let rows = [
                (#"{"username":1}"#, ["idleMonitor", "monitorA", "monitorB"]),
                (#"{"username":-1}"#, ["monitorB", "monitorA", "idleMonitor"]),
                (#"{"name":-1}"#, ["monitorB", "monitorA", "idleMonitor"]),
                (#"{"_id":-1}"#, ["monitorB", "monitorA", "idleMonitor"]),
                (#"{"status":-1,"username":-1}"#, ["monitorB", "monitorA", "idleMonitor"]),
                (#"{"status":1,"username":-1}"#, ["monitorA", "idleMonitor", "monitorB"]),
                // A missing key comes first when ascending (contract 1.15).
                (#"{"statusLivechat":1,"username":-1}"#, ["monitorB", "idleMonitor", "monitorA"]),
                (#"{"statusLivechat":-1,"username":-1}"#, ["monitorA", "monitorB", "idleMonitor"]),
            ]
            for (sort, wanted) in rows {
                #expect(try await names(server, "text=onitor&sort=\(queryValue(sort))") == wanted, "\(sort)")
            }
            let answer = try await server.send("GET", "livechat/monitors?sort=name")
            #expect(answer.status == 400)
            #expect(answer.json?.found("errorType") == "error-invalid-sort")
        }
    }

    @Test(.holds("3.2.1"), arguments: TestEngine.allCases, [Who.plain, .agent, .monitorA, .guest])
    func `who lacks the permission is refused, about who does not exist too`(_ engine: TestEngine, _ who: Who)
        async throws
    {
        try await TestServer.run(engine) { server in
            for path in ["livechat/monitors", "livechat/monitors/monitorA", "livechat/monitors/unknown"] {
                let answer = try await server.send("GET", path, as: who)
                #expect(answer.status == 403)
                #expect(answer.text == UnitAnswer.noPermission)
            }
        }
    }

    @Test(.holds("6.2.15"), arguments: TestEngine.allCases)
    func `a holder of the permission is not restricted to the monitors of their units`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-monitors", to: "livechat-monitor")
            let admins = try await server.send("GET", "livechat/monitors")
            #expect(try await server.send("GET", "livechat/monitors", as: .monitorA).text == admins.text)
            let other = try await server.fetch("GET", "livechat/monitors/monitorB", as: .monitorA)
            #expect(other.found("_id") == .string(Who.monitorB.id))
        }
    }
}
