import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Complaints that take more than one request: many rows, limits, and those of other products.
extension ComplaintTests {
    private static let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)"

    /// Departments `d1` "branch 1" to `d120`; of all names "branch 99" is the last.
    private static func makeDepartments(_ world: World) async throws {
        try await world.run(
            """
            INSERT INTO departments (id, name, name_folded, enabled, fields, created_at, updated_at)
            \(numbers) SELECT 'd' || i, 'branch ' || i, 'branch ' || i, 1, '{}', 0, 0 FROM n
            """)
    }

    private static func departments(_ server: TestServer, _ query: String) async throws -> [String] {
        try await server.fetch("GET", "livechat/department?\(query)").each("departments", "_id")
    }

    @Test(.keepsAway("RC#22642"), arguments: TestEngine.allCases)
    func `22642, 23054, 21707: a picker shows and finds what is beyond the first page`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await Self.makeDepartments(server.world)
            let picker = "livechat/department.autocomplete?selector="
            let all = try await server.fetch("GET", picker + queryValue("{}")).each("items", "_id")
            #expect(all.count == 124 && all.last == "d99")
            let found = try await server.fetch("GET", picker + queryValue(#"{"term":"BRANCH 99"}"#))
            #expect(found.each("items", "_id") == ["d99"])
            #expect(try await Self.departments(server, "text=nch%2099") == ["d99"])
        }
    }

    @Test(.keepsAway("RC#30365"), arguments: TestEngine.allCases)
    func `30365, 33386, 36038: what was picked is shown though it is not on the first page`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await Self.makeDepartments(server.world)
            #expect(try await !Self.departments(server, "").contains("d99"))
            let picked = try await server.fetch("GET", "livechat/department.listByIds?ids[]=d99&ids[]=dep-1&ids[]=d7")
            #expect(picked.each("departments", "_id").sorted() == ["d7", "d99", "dep-1"])
        }
    }

    @Test(.keepsAway("RocketChat/Rocket.Chat.ReactNative#3621"), arguments: TestEngine.allCases)
    func `ReactNative 3621: a list does not stop at 50`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.makeDepartments(server.world)
            let all = try await Self.departments(server, "count=0")
            #expect(all.count == 124)
            var paged: [String] = []
            for offset in [0, 50, 100] { paged += try await Self.departments(server, "offset=\(offset)") }
            #expect(paged == all)
            #expect(try await server.fetch("GET", "livechat/department").found("total") == 124)
        }
    }

    @Test(.keepsAway("RC#17748"), arguments: TestEngine.allCases)
    func `17748, 15820, 24539, 11436, 22358: who may bypass the limiter does, and its numbers are settings`(
        _ engine: TestEngine
    ) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            func statuses(_ path: String, as who: Who) async throws -> Set<Int> {
                var found: Set<Int> = []
                for _ in 0..<12 { found.insert(try await server.send("GET", path, as: who).status) }
                return found
            }
            #expect(try await statuses("livechat/units", as: .admin) == [200])
            #expect(try await statuses("me", as: .plain) == [200, 429])
            try await world.grant("api-bypass-rate-limit", to: "user")
            #expect(try await statuses("me", as: .plain) == [200])
            try await world.revoke("api-bypass-rate-limit", from: "user")
            try await world.set("API_Enable_Rate_Limiter_Limit_Calls_Default", 1000)
            #expect(try await statuses("roles.list", as: .plain) == [200])
        }
    }

    @Test(.keepsAway("chatwoot#8787"), arguments: TestEngine.allCases)
    func `Chatwoot 8787, 7649, 12194: with one permission more a monitor manages their unit, and no other`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            let body = unitBody("Mine", monitors: [Who.monitorA.id], departments: ["dep-1", "dep-2"])
            let own = try await server.fetch("POST", "livechat/units/unit-a", as: .monitorA, body: body)
            #expect(own.found("name") == "Mine")
            let other = try await server.send("POST", "livechat/units/unit-b", as: .monitorA, body: body)
            #expect(other.status == 400 && other.text == UnitAnswer.unknownOnUpdate)
            #expect(try await server.members(ofUnit: "unit-b") == UnitMembers(["monitorB"], ["dep-3"]))
        }
    }

    @Test(.keepsAway("chatwoot#4216"), arguments: TestEngine.allCases)
    func `Chatwoot 4216: a role of one's own is made, given a permission and used`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "roles.create", body: #"{"name":"unit lead"}"#)
            let role = try #require(made.found("role", "_id")?.string)
            let roles = #""roles":["admin","livechat-manager","\#(role)"]"#
            _ = try await server.fetch(
                "POST", "permissions.update", body: #"{"permissions":[{"_id":"manage-livechat-units",\#(roles)}]}"#)
            #expect(try await server.send("GET", "livechat/units", as: .plain).status == 403)
            let holder = #"{"username":"plain","roleId":"\#(role)"}"#
            _ = try await server.fetch("POST", "roles.addUserToRole", body: holder)
            #expect(try await server.fetch("GET", "livechat/units", as: .plain).found("total") == 2)
            #expect(try await server.send("GET", "livechat/monitors", as: .plain).status == 403)
        }
    }

    @Test(.keepsAway("chatwoot#5759"), arguments: TestEngine.allCases)
    func `Chatwoot 5759: an agent who is deleted loses role and departments, and stays a user`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("DELETE", "livechat/users/agent/id-agent")
            #expect(try await server.agents(ofDepartment: "dep-1") == [])
            #expect(try await server.fetch("GET", "livechat/users/agent").found("total") == 0)
            #expect(try await server.fetch("GET", "me", as: .agent).found("roles") == ["user"])
        }
    }

    @Test(.keepsAway("zammad#5343"), arguments: TestEngine.allCases)
    func `Zammad 5343, 5282: more than a hundred departments are one request`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.makeDepartments(server.world)
            let body = unitBody("Alpha", departments: (1...120).map { "d\($0)" })
            let saved = try await server.fetch("POST", "livechat/units/unit-a", body: body)
            #expect(saved.found("numDepartments") == 120)
            #expect(try await server.members(ofUnit: "unit-a").departments.count == 120)
            #expect(try await server.parent(ofDepartment: "dep-1") == .null)
        }
    }

    @Test(.keepsAway("zammad#3437"), arguments: TestEngine.allCases)
    func `Zammad 3437: rights count too where only one unit exists`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("DELETE", "livechat/units/unit-b")
            for (who, units, departments) in [(Who.monitorA, 1, 2), (.monitorB, 0, 0), (.idleMonitor, 0, 0)] {
                let list = try await server.fetch("GET", "livechat/units", as: who)
                #expect(list.found("total") == .int(units), "\(who)")
                let mine = try await server.fetch("GET", "livechat/department?onlyMyDepartments=true", as: who)
                #expect(mine.found("total") == .int(departments), "\(who)")
            }
            #expect(try await server.send("GET", "livechat/units/unit-a", as: .monitorB).text == "null")
        }
    }

    @Test(.keepsAway("keycloak#14852", "keycloak-ui#3496"), arguments: TestEngine.allCases)
    func `Keycloak 3496, 3679, 14852, 19954, 23085, 22261: pages show each unit once, and a search finds the last`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                """
                INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at)
                \(Self.numbers) SELECT 'u' || i, 'group ' || i, 'group ' || i, 'public', 0, 0 FROM n
                """)
            var paged: [String] = []
            for offset in stride(from: 0, to: 122, by: 10) {
                let page = try await server.fetch("GET", "livechat/units?count=10&offset=\(offset)")
                #expect(page.found("total") == 122)
                paged += page.each("units", "_id")
            }
            #expect(paged.count == 122 && Set(paged).count == 122 && paged.last == "u99")
            let found = try await server.fetch("GET", "livechat/units?text=GROUP%2099&count=10")
            #expect(found.each("units", "_id") == ["u99"])
        }
    }

    @Test(.keepsAway("terraform-provider-genesyscloud#733"), arguments: TestEngine.allCases)
    func `Genesys provider 733, 2038, 707: a unit goes the moment its departments went`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            for id in ["dep-1", "dep-2"] { _ = try await server.fetch("DELETE", "livechat/department/\(id)") }
            #expect(try await server.send("DELETE", "livechat/units/unit-a").text == "1")
            #expect(try await server.send("DELETE", "livechat/units/unit-b").text == "1")
            let heir = try await server.makeUnit("Heir", monitors: [Who.monitorA.id], departments: ["dep-3", "dep-4"])
            #expect(try await server.members(ofUnit: heir) == UnitMembers(["monitorA"], ["dep-3", "dep-4"]))
        }
    }
}
