import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// SIGKILL at any moment: what was acknowledged is there.
@Suite("Killed without warning, a server loses nothing it acknowledged", .programs)
struct CrashTests {
    @Test func `every acknowledged unit is there after kill and restart, and the doctor is content`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let headers = try installation.headers()
        var made: Set<String> = []
        for number in 0..<40 { made.insert(try #require(try server.makeUnit("unit \(number)", headers))) }
        server.kill()
        #expect(server.waitForExit() == 128 + 9)
        let doctor = try installation.command("doctor")
        #expect(doctor.status == 0, "\(doctor.output)")
        let next = try installation.serve()
        #expect(try next.unitIDs(headers) == made)
    }

    @Test func `rounds of writing and killing lose nothing and leave nothing by halves`() throws {
        let seed = UInt64.random(in: 0...UInt64(UInt32.max))
        let lines = Lines()
        let rounds = CrashRounds(
            binary: MusterBinary.path, rounds: 8, seed: seed, connections: 4, log: { lines.add($0) })
        let report = try rounds.run()
        #expect(report.passed, "seed \(seed): \(report.problems)")
        #expect(report.rounds == 8)
        #expect(report.acknowledged > 10, "seed \(seed): too little was written to lose anything")
        #expect(report.found == report.acknowledged && report.lost == 0 && report.halfWritten == 0, "seed \(seed)")
        #expect(lines.all.first?.contains("seed \(seed)") == true)
    }

    @Test func `the command crash-test prints its seed and its figures`() throws {
        let result = try run(
            CrashTests.program, ["--rounds", "2", "--seed", "77", "--connections", "2", "--binary", MusterBinary.path],
            timeoutSeconds: 300)
        #expect(result.status == 0, "\(result.output)\(result.error)")
        #expect(result.output.contains("seed 77"))
        #expect(result.output.contains("2 rounds") && result.output.contains(" 0 lost, 0 half-written"))
    }

    @Test(arguments: [["--rounds", "none"], ["--rounds"], ["--bogus", "1"], ["--rounds", "0"]])
    func `the command crash-test refuses what it does not know`(_ arguments: [String]) throws {
        let result = try run(CrashTests.program, arguments)
        #expect(result.status == 64)
        #expect(result.error.contains("usage: crash-test"))
    }

    @Test func `the command crash-test fails when there is no server to kill`() throws {
        let result = try run(CrashTests.program, ["--rounds", "1", "--seed", "5", "--binary", "/bin/false"])
        #expect(result.status == 1)
        #expect(result.output.contains("seed 5"))
    }

    private static let program =
        URL(fileURLWithPath: MusterBinary.path).deletingLastPathComponent().path + "/crash-test"
}

/// Lines that a closure hands over.
private final class Lines {
    private(set) var all: [String] = []

    func add(_ line: String) { all.append(line) }
}
