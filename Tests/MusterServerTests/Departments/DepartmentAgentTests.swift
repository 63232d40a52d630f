import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.2 to 4.4 (agents), D30; needs: 2115, 15337.
@Suite("A department's agents", .holds("4.4"))
struct DepartmentAgentTests {
    private static func put(_ server: TestServer, _ agents: JSON?, as who: Who = .admin) async throws -> JSON {
        let body = DepartmentBody.text(agents: agents)
        return try await server.fetch("PUT", "livechat/department/dep-1", as: who, body: body)
    }

    @Test(.holds("4.0.7", "4.2.27", "4.2.29", "4.4.73", "D30.5"), arguments: TestEngine.allCases)
    func `a new department gets its agents with their own names, unknown users are passed over`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let agents: JSON = [
                ["agentId": "id-plain", "count": 2, "order": 1], ["agentId": "nobody"], ["agentId": "id-agent"],
                ["agentId": "id-plain", "count": 5], ["agentId": ""], ["agentId": "plain"],
            ]
            let answer = try await server.fetch(
                "POST", "livechat/department", body: DepartmentBody.text(agents: agents))
            let id = answer.found("department", "_id")?.string ?? ""
            let links = answer.found("agents")?.array ?? []
            #expect(links.map { $0.found("username") } == ["agent", "plain"])
            for link in links {
                #expect(
                    Set(link.object?.keys ?? []) == [
                        "_id", "agentId", "departmentId", "departmentEnabled", "username", "count", "order",
                        "_updatedAt",
                    ])
                #expect(link.found("departmentId") == .string(id) && link.found("departmentEnabled") == true)
            }
            #expect(answer.found("department", "numAgents") == nil, "shown as before they were attached")
            #expect(try await server.agents(ofDepartment: id) == ["agent 0 0 true", "plain 5 0 true"])
            #expect(try await server.department(id).found("numAgents") == 2)
        }
    }

    @Test(.holds("4.3.20", "4.3.21", "4.3.22", "4.3.26", "D30.1", "D30.6", "D30.7"), arguments: TestEngine.allCases)
    func `an update adds and changes, and removes nobody`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let saved = try await Self.put(
                server, [["agentId": "id-plain", "username": "other", "count": 7, "x": [1]]])
            #expect(saved.each("agents", "username") == ["agent", "plain"], "the names are the users' own")
            #expect(saved.found("department", "numAgents") == 2, "read afterwards")
            #expect(try await server.agents(ofDepartment: "dep-1") == ["agent 0 0 true", "plain 7 0 true"])
            _ = try await Self.put(server, [["agentId": "id-agent", "order": 3]])
            #expect(try await server.agents(ofDepartment: "dep-1") == ["agent 0 3 true", "plain 7 0 true"])
            _ = try await Self.put(server, [["agentId": "id-plain"]])
            #expect(try await server.agents(ofDepartment: "dep-1") == ["agent 0 3 true", "plain 0 0 true"], "set anew")
            for nothing in [nil, [], [["agentId": "nobody"]]] as [JSON?] {
                #expect(try await Self.put(server, nothing).each("agents", "username") == ["agent", "plain"])
            }
        }
    }

    @Test(.holds("4.7.34", "4.7.35", "D30.3"), arguments: TestEngine.allCases)
    func `an element without a text as its id stops everything`(_ engine: TestEngine) async throws {
        let bad: [JSON] = [[:], ["count": 1], ["agentId": 5], ["agentId": .null], ["agentId": ["id-agent"]]]
        try await expectRefused(
            engine,
            bad.flatMap { element -> [Exchange] in
                [
                    Exchange(
                        "PUT livechat/department/dep-4", DepartmentBody.text(["name": "No"], agents: [element]),
                        gives: Refusal.match("Missing key 'agentId' in field upsert[0]")),
                    Exchange(
                        "PUT livechat/department/dep-4",
                        DepartmentBody.text(["name": "No"], agents: [["agentId": "id-plain"], element]),
                        gives: Refusal.match("Missing key 'agentId' in field upsert[1]")),
                ]
            })
    }

    @Test(.holds("4.3.23", "D30.2"), arguments: TestEngine.allCases)
    func `who may not add agents has them passed over, wrong ones too`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-departments", to: "user")
            for agents in [[["agentId": "id-plain"]], [[:]], ["x"]] as [JSON] {
                let saved = try await Self.put(server, agents, as: .plain)
                #expect(saved.each("agents", "username") == ["agent"])
            }
            let made = try await server.fetch(
                "POST", "livechat/department", as: .plain, body: DepartmentBody.text(agents: [["agentId": "id-agent"]]))
            #expect(made.found("agents") == [])
            try await server.world.grant("add-livechat-department-agents", to: "user")
            let saved = try await Self.put(server, [["agentId": "id-plain"]], as: .plain)
            #expect(saved.each("agents", "username") == ["agent", "plain"])
        }
    }

    @Test(.holds("4.4.96"), .keepsAway("RC#2115"), arguments: TestEngine.allCases)
    func `links know whether the department is enabled, and the present user name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let off = DepartmentBody.text(["enabled": false], agents: [["agentId": "id-plain"]])
            _ = try await server.fetch("PUT", "livechat/department/dep-1", body: off)
            #expect(try await server.agents(ofDepartment: "dep-1") == ["agent 0 0 false", "plain 0 0 false"])
            _ = try await Self.put(server, nil)
            #expect(try await server.agents(ofDepartment: "dep-1") == ["agent 0 0 true", "plain 0 0 true"])
            try await server.world.run(
                "UPDATE users SET username = 'zoe', username_folded = 'zoe' WHERE id = 'id-agent'")
            #expect(try await server.agents(ofDepartment: "dep-1") == ["plain 0 0 true", "zoe 0 0 true"])
        }
    }

    @Test(.holds("4.4.2", "4.4.6", "4.4.7", "4.4.8"), arguments: TestEngine.allCases)
    func `a department is read with its agents by who may see departments`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (query, shows) in [
                ("", true), ("?includeAgents=true", true), ("?includeAgents=false", false),
                ("?includeAgents=TRUE", false), ("?includeAgents=", false),
            ] {
                let admin = try await server.fetch("GET", "livechat/department/dep-1" + query)
                #expect(
                    admin.object?.keys == (shows ? ["department", "agents", "success"] : ["department", "success"]))
                let agent = try await server.fetch("GET", "livechat/department/dep-1" + query, as: .agent)
                #expect(agent.object?.keys == ["department", "success"], "view-l-room alone shows no agents")
                #expect(agent.found("department") == admin.found("department"))
            }
            try await server.world.grant("view-livechat-departments", to: "livechat-agent")
            let agent = try await server.fetch("GET", "livechat/department/dep-1", as: .agent)
            #expect(agent.each("agents", "agentId") == ["id-agent"])
        }
    }
}
