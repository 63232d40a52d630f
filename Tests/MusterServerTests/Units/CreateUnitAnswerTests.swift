import Facts
import Foundation
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Whether a text is an id as new ones are (D15).
func isNewID(_ text: String) -> Bool {
    let alphabet = Set("23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz")
    return text.count == 17 && text.allSatisfy(alphabet.contains)
}

/// Whether a text is a date of the wire: ISO 8601, UTC, milliseconds, `Z` (contract 1.8).
func isWireDate(_ text: String) -> Bool {
    text.wholeMatch(of: /\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z/) != nil
}

/// Contract sections 2.5 and 2.7, D4, D15.
@Suite("Create Unit answers with the unit", .holds("2.5", "2.6", "2.7", "2.8", "2.9"))
struct CreateUnitAnswerTests {
    @Test(.holds("2.0.7"), arguments: TestEngine.allCases)
    func `the page's example comes back with the page's members in the page's order`(_ engine: TestEngine)
        async throws
    {
        let body = """
            {
              "unitData": {
                "name": "unitxx2",
                "visibility": "public"
              },
              "unitMonitors": [
                {
                  "monitorId": "id-monitorA",
                  "username": "monitorA"
                }
              ],
              "unitDepartments": [
                {
                  "departmentId": "dep-4"
                }
              ]
            }
            """
        let shape =
            #"\{"name":"unitxx2","visibility":"public","type":"u","numMonitors":1,"numDepartments":1,"#
            + #""_updatedAt":"[0-9T:.-]{23}Z","_id":"\w{17}","success":true\}"#
        try await TestServer.run(engine) { server in
            let answer = try await server.send("POST", "livechat/units", body: body)
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "application/json")
            #expect(isWhole(answer.text, shape), "\(answer.text)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `_updatedAt is the moment of the change`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let before = Date.now
            let made = try await server.fetch("POST", "livechat/units", body: unitBody("X"))
            let after = Date.now
            let text = try #require(made.found("_updatedAt")?.string)
            #expect(isWireDate(text))
            let date = try Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
            // A millisecond of grace on both sides: the wire has no finer unit.
            #expect(date > before.addingTimeInterval(-0.002) && date < after.addingTimeInterval(0.002))
            let id = try #require(made.found("_id")?.string)
            #expect(try await server.fetch("GET", "livechat/units/\(id)").found("_updatedAt") == .string(text))
        }
    }

    @Test(.holds("2.0.9"), arguments: TestEngine.allCases)
    func `ids are seventeen letters and digits that cannot be mistaken for each other`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            var ids: Set<String> = []
            for index in 1...30 { ids.insert(try await server.makeUnit("Unit \(index)")) }
            #expect(ids.count == 30)
            for id in ids { #expect(isNewID(id), "\(id)") }
            // Thirty ids of one alphabet use far more than half of it.
            #expect(Set(ids.joined()).count > 40)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what was answered is what is read, alone and in the list`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = unitBody("X", monitors: [Who.monitorA.id], departments: ["dep-4"], visibility: "private")
            let made = try await server.send("POST", "livechat/units", body: body)
            let id = try #require(made.json?.found("_id")?.string)
            #expect(try await server.send("GET", "livechat/units/\(id)").text == made.text)
            let list = try await server.send("GET", "livechat/units?text=x").text
            let unit = made.text.replacing(#","success":true"#, with: "")
            #expect(list == #"{"units":[\#(unit)],"count":1,"offset":0,"total":1,"success":true}"#)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one event tells who made which unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.makeUnit(
                "X", monitors: [Who.monitorA.id], departments: ["dep-4"], visibility: "private", as: .manager)
            let events = try await server.world.events()
            #expect(events.map(\.kind) == ["unit.created"])
            #expect(events.first?.subjectID == id)
            let after: JSON = [
                "name": "X", "visibility": "private", "monitors": ["id-monitorA": true],
                "departments": ["dep-4": true],
            ]
            #expect(events.first?.after == after)
            let byManager = try await server.world.number(
                "SELECT count(*) FROM events WHERE actor_id = $1", Who.manager.id)
            #expect(byManager == 1)
        }
    }

    @Test(arguments: TestEngine.allCases, [Who.admin, .manager])
    func `who holds the permission may`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.makeUnit("X", departments: ["dep-1"], as: who)
            #expect(try await server.members(ofUnit: id) == UnitMembers([], ["dep-1"]))
        }
    }
}
