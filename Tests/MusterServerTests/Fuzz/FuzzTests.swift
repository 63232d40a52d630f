import Foundation
import MusterModel
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Ten thousand damaged copies of the page's body: never a fault, never a partial write.
@Suite("No body breaks the server")
struct FuzzTests {
    /// What came of the copies that one connection sent.
    private struct Outcome: Sendable {
        /// Answers of the units that were made.
        var made: [JSON] = []
        var refusals = 0
        /// Answers that must not be, with the bodies that brought them.
        var faults: [String] = []
    }

    private static let connections = 4
    /// Of each connection; in the short form the engines share the ten thousand.
    private static let copies = WholeProofs.orElse(2600, short: 1300)

    /// Random, or what `MUSTER_FUZZ_SEED` says: a failure prints it.
    private static var seed: UInt64 {
        ProcessInfo.processInfo.environment["MUSTER_FUZZ_SEED"].flatMap(UInt64.init)
            ?? UInt64.random(in: 0...UInt64.max)
    }

    @Test(arguments: TestEngine.allCases)
    func `ten thousand damaged bodies are taken whole or refused whole`(_ engine: TestEngine) async throws {
        let seed = Self.seed
        let seedComment: Comment = "repeat it with MUSTER_FUZZ_SEED=\(seed)"
        try await TestServer.run(engine) { server in
            let world = server.world
            let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
                for number in 0..<Self.connections {
                    group.addTask {
                        try await offThread { try Self.send(seed: seed &+ UInt64(number), server) }
                    }
                }
                return try await group.reduce(into: [Outcome]()) { $0.append($1) }
            }
            let made = outcomes.flatMap(\.made)
            #expect(outcomes.flatMap(\.faults).prefix(5) == [], seedComment)
            // Else nothing was tried.
            #expect(
                made.count > Self.copies / 10 && outcomes.map(\.refusals).reduce(0, +) > Self.copies * 2 - 200,
                seedComment)
            #expect(try await world.number("SELECT count(*) FROM units") == made.count + 2, seedComment)
            let created = "SELECT count(*) FROM events WHERE kind = 'unit.created'"
            #expect(try await world.number(created) == made.count + 2, seedComment)
            #expect(try await world.store.examine().faults == [], seedComment)
            try await Self.expectWhole(made, server, seedComment)
        }
    }

    /// Every unit that was acknowledged is there as it was answered, and every count is the number of rows.
    private static func expectWhole(_ made: [JSON], _ server: TestServer, _ seedComment: Comment) async throws {
        let list = try await server.fetch("GET", "livechat/units?count=0").found("units")?.array ?? []
        var listed: [String: JSON] = [:]
        for unit in list { listed[unit.found("_id")?.string ?? ""] = unit }
        for answer in made {
            let unit = listed[answer.found("_id")?.string ?? ""]
            for key in ["name", "visibility", "type", "numMonitors", "_updatedAt"] {
                #expect(unit?.found(key) == answer.found(key), seedComment)
            }
        }
        func sum(_ key: String) -> Int { Int(list.compactMap { $0.found(key)?.number }.reduce(0, +)) }
        let world = server.world
        #expect(try await world.number("SELECT count(*) FROM unit_monitors") == sum("numMonitors"), seedComment)
        let attached = "SELECT count(*) FROM departments WHERE unit_id IS NOT NULL"
        #expect(try await world.number(attached) == sum("numDepartments"), seedComment)
        // Departments were only moved: none came, none went.
        #expect(try await world.number("SELECT count(*) FROM departments") == 5, seedComment)
        #expect(try await world.number("SELECT count(*) FROM users") == 10, seedComment)
    }

    private static func send(seed: UInt64, _ server: TestServer) throws -> Outcome {
        var mutation = Mutation(seed: seed)
        var outcome = Outcome()
        let connection = try HTTPConnection(port: server.port)
        defer { connection.close() }
        for _ in 0..<copies {
            let body = mutation.next()
            let answer = try connection.send(
                "POST", "/api/v1/livechat/units", headers: server.headersOf(.admin), body: body)
            switch answer.status {
            case 200 where answer.json?.found("success") == true: outcome.made.append(answer.json ?? .null)
            case 400 where isRefusal(answer.text): outcome.refusals += 1
            default:
                outcome.faults.append("\(answer.status) \(answer.text): \(String(decoding: body, as: UTF8.self))")
            }
        }
        return outcome
    }

    private static func isRefusal(_ text: String) -> Bool {
        text.hasPrefix(#"{"success":false,"error":"Match error: "#) || text.hasPrefix(Refusal.malformed)
    }
}
