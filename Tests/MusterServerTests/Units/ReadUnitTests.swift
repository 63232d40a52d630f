import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/units/:id` and what an unknown unit is to every other route: contract section 3.1, D8.
@Suite("A unit is read by its id", .holds("3.1"))
struct ReadUnitTests {
    @Test(.holds("3.1.16"), arguments: TestEngine.allCases)
    func `a unit is flat, with success`(_ engine: TestEngine) async throws {
        let shape =
            #"\{"name":"Alpha","visibility":"public","type":"u","numMonitors":1,"numDepartments":2,"#
            + #""_updatedAt":"[0-9T:.-]{23}Z","_id":"unit-a","success":true\}"#
        try await TestServer.run(engine) { server in
            let answer = try await server.send("GET", "livechat/units/unit-a")
            #expect(answer.status == 200)
            #expect(isWhole(answer.text, shape), "\(answer.text)")
        }
    }

    @Test(
        .holds("3.1.2", "3.1.17", "D8.1"),
        .keepsAway("RC#26713"),
        arguments: TestEngine.allCases, ["unknown", "dep-1", "id-admin", "UNIT-A", "none", "%25", "unit-a%20", "%00"])
    func `an unknown unit is a bare null, a department's id too`(_ engine: TestEngine, _ id: String) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("GET", "livechat/units/\(id)")
            #expect(answer.status == 200)
            #expect(answer.text == "null")
            #expect(answer.header("content-type") == "application/json")
        }
    }

    @Test(.holds("3.1.31", "3.1.40"), arguments: TestEngine.allCases)
    func `an unknown unit has no departments and no monitors`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server async throws in
            #expect(
                try await server.send("GET", "livechat/units/unknown/departments").text
                    == #"{"departments":[],"count":0,"offset":0,"total":0,"success":true}"#)
            #expect(
                try await server.send("GET", "livechat/units/unknown/monitors").text
                    == #"{"monitors":[],"success":true}"#)
        }
    }

    @Test(.holds("D12.5"), arguments: TestEngine.allCases, [Who.plain, .agent, .guest])
    func `who neither holds the permission nor monitors is refused`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            for path in ["livechat/units", "livechat/units/unit-a", "livechat/units/unknown"] {
                let answer = try await server.send("GET", path, as: who)
                #expect(answer.status == 403)
                #expect(answer.text == UnitAnswer.noPermission)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an imported id of another form is found`(_ engine: TestEngine) async throws {
        let id = "61af87ad2f3d3e001c3a8b7e"
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE departments SET unit_id = NULL")
            try await server.world.run("DELETE FROM unit_monitors")
            try await server.world.run("UPDATE units SET id = $1 WHERE id = 'unit-a'", id)
            #expect(try await server.fetch("GET", "livechat/units/\(id)").found("_id") == .string(id))
        }
    }
}
