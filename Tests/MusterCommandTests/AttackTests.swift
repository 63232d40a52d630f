import Facts
import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// What `scripts/attack-test` does at length: hostile clients against the real program, and what it costs.
@Suite("Hostile clients take neither memory nor places", .longPrograms)
struct AttackTests {
    /// Half a gigabyte and more of answers, if the server made them all.
    @Test(.keepsAway("Muster 11.A1"), arguments: MuteClient.Line.allCases)
    func `answers that nobody reads stay few, others are served, and the connections end in time`(
        _ line: MuteClient.Line
    ) async throws {
        let site = try EncryptedSite()
        let server = try line == .plain ? site.installation.serve() : site.serve()
        let grown = try await Self.growth(of: server, isEncrypted: line != .plain) {
            let flood = await Flood(line == .streams ? 30 : 60, port: server.port, line: line)
            #expect(flood.open > 20)
            flood.ask("/docs", times: 100, line: line)
            #expect(await flood.waitForEnd(withinSeconds: Double(Limits.idleSeconds) + 300) != nil)
        }
        #expect(grown < 100, "megabytes")
        withExtendedLifetime(site) {}
    }

    @Test(.keepsAway("Muster 11.A1")) func `requests sent ahead become no memory, not even at the end of the input`()
        async throws
    {
        let installation = try Installation()
        let server = try installation.serve()
        let grown = try await Self.growth(of: server, isEncrypted: false) {
            let flood = await Flood(20, port: server.port)
            flood.ask("/", times: 28_000, line: .plain)
            flood.finish()
            #expect(await flood.waitForEnd(withinSeconds: Double(Limits.idleSeconds) + 300) != nil)
        }
        #expect(grown < 100, "megabytes")
        withExtendedLifetime(installation) {}
    }

    /// How many megabytes a server grows while something is done to it; an honest client must not notice.
    private static func growth(
        of server: ServerProcess, isEncrypted: Bool, during attack: () async throws -> Void
    ) async throws -> Double {
        allowManyFiles()
        let honest = HonestClient(port: server.port, from: "127.0.0.2", isEncrypted: isEncrypted)
        let before = server.residentMegabytes
        let sampling = Task {
            var most = 0.0
            while !Task.isCancelled {
                most = max(most, server.residentMegabytes)
                try? await Task.sleep(for: .milliseconds(50))
            }
            return most
        }
        try await attack()
        sampling.cancel()
        let grown = await sampling.value - before
        let times = await honest.stop()
        #expect(times.failures == [])
        #expect(times.requests > 20)
        #expect(server.terminate() == 0, "nothing of it is left that a shutdown waits for")
        return grown
    }

    @Test(.keepsAway("Muster 11.A2"), arguments: ["A2", "A4"])
    func `the command attack-test finds nothing of these attacks`(_ attack: String) async throws {
        let result = try await run(
            AttackTests.program,
            [
                "--only", attack, "--idle", "200", "--rounds", "1", "--milliseconds", "20000", "--binary",
                MusterBinary.path,
            ],
            timeoutSeconds: 300)
        #expect(result.status == 0, "\(result.output)\(result.error)")
        #expect(result.output.contains("\(attack):") && result.output.contains(" 0 failed, p50 "), "\(result.output)")
    }

    @Test(arguments: [["--rounds", "none"], ["--rounds"], ["--bogus", "1"], ["--idle", "0"]])
    func `the command attack-test refuses what it does not know`(_ arguments: [String]) throws {
        let result = try run(AttackTests.program, arguments)
        #expect(result.status == 64)
        #expect(result.error.contains("usage: attack-test"))
    }

    @Test func `the command attack-test fails when there is no server to attack`() throws {
        let result = try run(AttackTests.program, ["--only", "A4", "--binary", "/bin/false"])
        #expect(result.status == 1)
        #expect(result.output.contains("A4: 50 rounds"))
    }

    private static let program =
        URL(fileURLWithPath: MusterBinary.path).deletingLastPathComponent().path + "/attack-test"
}
