import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/units/:unitId/departments/available`: contract 3.1, D27, D35.
@Suite("The departments that a unit may have are listed")
struct ListAvailableDepartmentsTests {
    private func available(
        _ server: TestServer, to unit: String, _ query: String = "", as who: Who = .admin
    ) async throws -> [String] {
        try await server.fetch("GET", "livechat/units/\(unit)/departments/available?\(query)", as: who)
            .each("departments", "name")
    }

    @Test(.holds("3.1.32", "3.1.43", "3.1.46"), arguments: TestEngine.allCases)
    func `available are the free ones and the unit's own, not others', by name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server async throws in
            #expect(try await available(server, to: "unit-a") == ["Free", "Sales", "Support"])
            #expect(try await available(server, to: "unit-b") == ["Billing", "Free"])
        }
    }

    @Test(.holds("3.1.33", "3.1.45"), arguments: TestEngine.allCases, ["none", "unknown", "dep-1"])
    func `for a unit that is not there the free ones are available`(_ engine: TestEngine, _ id: String) async throws {
        try await TestServer.run(engine) { server async throws in
            #expect(try await available(server, to: id) == ["Free"])
        }
    }

    @Test(.holds("3.1.44"), arguments: TestEngine.allCases)
    func `a department is available as soon as it leaves its unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "livechat/units/unit-a", body: unitBody("A", departments: ["dep-1"]))
            #expect(try await available(server, to: "none") == ["Free", "Support"])
            _ = try await server.fetch("DELETE", "livechat/units/unit-b")
            #expect(try await available(server, to: "unit-a") == ["Billing", "Free", "Sales", "Support"])
        }
    }

    @Test(.holds("3.1.37", "3.1.53", "3.1.54"), arguments: TestEngine.allCases)
    func `archived ones are left out, own ones too, unarchived and disabled ones stay`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE departments SET enabled = 0 WHERE id IN ('dep-1', 'dep-4')")
            #expect(try await available(server, to: "unit-a") == ["Free", "Sales", "Support"])
            try await server.world.run("UPDATE departments SET archived = 1 WHERE id = 'dep-2'")
            #expect(try await available(server, to: "unit-a") == ["Free", "Sales"])
            try await server.world.run("UPDATE departments SET archived = 0 WHERE id = 'dep-5'")
            #expect(try await available(server, to: "unit-a") == ["Archived", "Free", "Sales"])
        }
    }

    @Test(.holds("3.1.34", "3.1.47"), arguments: TestEngine.allCases)
    func `the text filters the available ones, whatever the case, literally`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let renamed =
                #"{"name":"Été 50%","email":"d@example.com","enabled":true,"showOnRegistration":true,"#
                + #""showOnOfflineForm":true}"#
            _ = try await server.fetch("PUT", "livechat/department/dep-4", body: #"{"department":\#(renamed)}"#)
            let rows: [(String, [String])] = [
                ("s", ["Sales", "Support"]), ("SALES", ["Sales"]), ("ppo", ["Support"]), ("ÉTÉ", ["Été 50%"]),
                ("%", ["Été 50%"]), ("_", []), ("Billing", []), ("", ["Sales", "Support", "Été 50%"]),
            ]
            for (text, wanted) in rows {
                let answer = try await server.fetch(
                    "GET", "livechat/units/unit-a/departments/available?text=\(queryValue(text))")
                #expect(answer.each("departments", "name") == wanted, "\(text)")
                #expect(answer.found("total") == .int(wanted.count), "\(text)")
            }
        }
    }

    @Test(.holds("3.1.35", "3.1.48", "6.2.7", "6.2.24", "D27.8"), arguments: TestEngine.allCases)
    func `onlyMyDepartments leaves a restricted caller those of their units`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            let mine = "onlyMyDepartments=true"
            #expect(try await available(server, to: "unit-a", mine, as: .monitorA) == ["Sales", "Support"])
            #expect(try await available(server, to: "unit-b", mine, as: .monitorA) == [])
            #expect(try await available(server, to: "none", mine, as: .monitorA) == [])
            #expect(try await available(server, to: "unit-a", mine, as: .idleMonitor) == [])
            let text = mine + "&text=sal"
            #expect(try await available(server, to: "unit-a", text, as: .monitorA) == ["Sales"])
        }
    }

    @Test(
        .holds("3.1.36", "3.1.49"),
        arguments: TestEngine.allCases,
        ["", "onlyMyDepartments=false", "onlyMyDepartments=1", "onlyMyDepartments=TRUE"])
    func `without the text true nobody is limited`(_ engine: TestEngine, _ query: String) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            for who in [Who.admin, .monitorA] {
                #expect(try await available(server, to: "unit-a", query, as: who) == ["Free", "Sales", "Support"])
            }
        }
    }

    @Test(.holds("3.1.50"), arguments: TestEngine.allCases, [Who.admin, .manager])
    func `onlyMyDepartments is nothing to who is not restricted`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            let names = try await available(server, to: "unit-a", "onlyMyDepartments=true", as: who)
            #expect(names == ["Free", "Sales", "Support"])
        }
    }
}
