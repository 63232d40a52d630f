import MusterModel
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Ten thousand damaged copies of the page's body.
@Suite("No body breaks the server")
struct FuzzTests {
    static let page =
        #"{"unitData":{"name":"unitxx2","visibility":"public"},"unitMonitors":[{"monitorId":"id-monitorA","username":"testerio"}],"unitDepartments":[{"departmentId":"dep-1"}]}"#
    static let pieces = [
        "null", "true", "-1", "1e999", "[]", "{}", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"é\"", "[[[[[[", "}", "]",
        ":", ",", "\"",
        "\\", "unitData", "name", "{\"$date\":1}", "0.1", "\u{FEFF}", "\t\n",
    ]

    static func mutate(_ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = Array(page.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let at = Int.random(in: 0..<max(bytes.count, 1), using: &generator)
            let end = min(bytes.count, at + Int.random(in: 1...12, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &generator) }
            case 1: bytes.removeSubrange(min(at, end)..<end)
            case 2: bytes.insert(contentsOf: bytes[min(at, end)..<end], at: min(at, bytes.count))
            case 3:
                bytes.insert(
                    contentsOf: Array((pieces.randomElement(using: &generator) ?? "").utf8), at: min(at, bytes.count))
            default:
                let piece = Array((pieces.randomElement(using: &generator) ?? "").utf8)
                bytes.replaceSubrange(min(at, end)..<end, with: piece)
            }
        }
        return bytes
    }

    @Test(arguments: TestEngine.allCases)
    func `ten thousand mutations give 200 or 400 and leave no partial write`(_ engine: TestEngine) async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        try await TestServer.run(engine) { server in
            let accepted = try await withThrowingTaskGroup(of: Int.self) { group in
                for part in 0..<4 {
                    group.addTask { try await offThread { try Self.send(2500, seed &+ UInt64(part), server) } }
                }
                return try await group.reduce(0, +)
            }
            let world = server.world
            #expect(try await world.number("SELECT count(*) FROM units") == accepted + 2, "seed \(seed)")
            #expect(
                try await world.number("SELECT count(*) FROM events WHERE kind = 'unit.created'") == accepted,
                "seed \(seed)")
            #expect(try await world.store.examine().faults.filter { !$0.contains("unit") } == [], "seed \(seed)")
        }
    }

    /// Returns how many were accepted.
    private static func send(_ count: Int, _ seed: UInt64, _ server: TestServer) throws -> Int {
        var generator = SeededGenerator(seed: seed)
        let connection = try HTTPConnection(port: server.port)
        defer { connection.close() }
        var accepted = 0
        for _ in 0..<count {
            let body = mutate(&generator)
            let answer = try connection.send(
                "POST", "/api/v1/livechat/units", headers: server.headersOf(.admin), body: body)
            if answer.status == 200 { accepted += 1 }
            if answer.status != 200, answer.status != 400 {
                Issue.record("status \(answer.status), seed \(seed), body \(String(decoding: body, as: UTF8.self))")
            }
        }
        return accepted
    }
}
