import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// The names of the 4.x generation: contract section 3.3, D34.
@Suite("The old names answer as the new ones, and say that they are old", .holds("3.3"))
struct OldNamesTests {
    /// An old path, the new one that answers the same, and the permission both ask for.
    struct Pair: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        var permission = "manage-livechat-units"
        var testDescription: String { old }
    }

    static let pairs = [
        Pair(old: "units.list", new: "units"), Pair(old: "units.list?text=alp&count=1", new: "units?text=alp&count=1"),
        Pair(old: "units.list?sort=%7B%22name%22%3A-1%7D&offset=1", new: "units?sort=%7B%22name%22%3A-1%7D&offset=1"),
        Pair(old: "units.getOne?unitId=unit-a", new: "units/unit-a"),
        Pair(old: "units.getOne?unitId=unknown", new: "units/unknown"),
        Pair(
            old: "unitMonitors.list?unitId=unit-a", new: "units/unit-a/monitors",
            permission: "manage-livechat-monitors"),
        Pair(
            old: "unitMonitors.list?unitId=unknown", new: "units/unknown/monitors",
            permission: "manage-livechat-monitors"),
        Pair(old: "monitors.list", new: "monitors", permission: "manage-livechat-monitors"),
        Pair(
            old: "monitors.list?text=MONITORb&count=1", new: "monitors?text=MONITORb&count=1",
            permission: "manage-livechat-monitors"),
        Pair(
            old: "monitors.getOne?username=monitorA", new: "monitors/monitorA", permission: "manage-livechat-monitors"),
        Pair(old: "monitors.getOne?username=plain", new: "monitors/plain", permission: "manage-livechat-monitors"),
        Pair(old: "departments.by-unit/unit-a", new: "units/unit-a/departments"),
        Pair(old: "departments.by-unit/unit-a?offset=1&count=1", new: "units/unit-a/departments?offset=1&count=1"),
        Pair(old: "departments.by-unit/unknown", new: "units/unknown/departments"),
        Pair(old: "departments.available-by-unit/unit-a", new: "units/unit-a/departments/available"),
        Pair(old: "departments.available-by-unit/none?text=FR", new: "units/none/departments/available?text=FR"),
        Pair(
            old: "departments.available-by-unit/unit-a?onlyMyDepartments=true",
            new: "units/unit-a/departments/available?onlyMyDepartments=true"),
    ]

    /// The seven names once each.
    static let sevenNames = [
        "units.list", "units.getOne?unitId=unit-a", "unitMonitors.list?unitId=unit-a", "monitors.list",
        "monitors.getOne?username=monitorA", "departments.by-unit/unit-a", "departments.available-by-unit/unit-a",
    ]

    private func expectDeprecated(_ answer: HTTPAnswer, _ sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(answer.header("x-deprecation-type") == "endpoint-deprecation", sourceLocation: sourceLocation)
        #expect(answer.header("x-deprecation-version") == "5.0.0", sourceLocation: sourceLocation)
        #expect(answer.header("x-deprecation-message")?.isEmpty == false, sourceLocation: sourceLocation)
    }

    @Test(
        .holds("3.3.1", "3.3.2", "3.3.4", "3.3.6", "3.3.7", "3.3.8", "3.3.9", "3.3.12", "D26.3"),
        arguments: TestEngine.allCases, pairs)
    func `an old name answers the new one's body, for everybody`(_ engine: TestEngine, _ pair: Pair) async throws {
        try await TestServer.run(engine) { server in
            for grants in [false, true] {
                if grants { try await server.world.grant(pair.permission, to: "livechat-monitor") }
                for who in Who.allCases {
                    let old = try await server.send("GET", "livechat/\(pair.old)", as: who)
                    let new = try await server.send("GET", "livechat/\(pair.new)", as: who)
                    #expect(old.status == new.status, "\(who)")
                    #expect(old.text == new.text, "\(who)")
                    expectDeprecated(old)
                    #expect(!new.headers.contains { $0.name.lowercased().hasPrefix("x-deprecation") })
                }
            }
        }
    }

    @Test(.holds("3.3.10", "3.3.11", "D34.1"), arguments: TestEngine.allCases, sevenNames)
    func `an old name is refused as its replacement is`(_ engine: TestEngine, _ name: String) async throws {
        try await TestServer.run(engine) { server in
            let refused = try await server.send("GET", "livechat/\(name)", as: .plain)
            #expect(refused.status == 403)
            #expect(refused.text == UnitAnswer.noPermission)
            expectDeprecated(refused)
            let unknown = try await server.send("GET", "livechat/\(name)", as: .nobody)
            #expect(unknown.status == 401)
            expectDeprecated(unknown)
            let served = try await server.send("GET", "livechat/\(name)")
            #expect(served.status == 200)
            expectDeprecated(served)
        }
    }

    @Test(
        .holds("3.3.3", "3.3.5"),
        arguments: TestEngine.allCases,
        [
            ("units.getOne", #"{"success":false,"error":"Missing \"unitId\" query parameter"}"#),
            ("units.getOne?unitid=unit-a", #"{"success":false,"error":"Missing \"unitId\" query parameter"}"#),
            ("unitMonitors.list", #"{"success":false,"error":"The \"unitId\" parameter is required"}"#),
            ("unitMonitors.list?id=unit-a", #"{"success":false,"error":"The \"unitId\" parameter is required"}"#),
            ("monitors.getOne", #"{"success":false,"error":"invalid-user"}"#),
        ])
    func `an old name has its own error where its parameter is missing`(
        _ engine: TestEngine, _ row: (name: String, body: String)
    ) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("GET", "livechat/\(row.name)")
            #expect(answer.status == 400)
            #expect(answer.text == row.body)
            expectDeprecated(answer)
            // But only to who may ask.
            #expect(try await server.send("GET", "livechat/\(row.name)", as: .plain).text == UnitAnswer.noPermission)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an old name may not be written to`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for name in ["units.list", "monitors.list", "departments.by-unit/unit-a"] {
                let answer = try await server.send("POST", "livechat/\(name)", body: unitBody("X"))
                #expect(answer.status == 405, "\(name): \(answer.text)")
                #expect(answer.header("allow")?.contains("GET") == true)
            }
            #expect(try await server.world.events() == [])
        }
    }
}
