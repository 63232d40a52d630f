import Foundation
import MusterTestSupport
import Testing

/// Several servers on a database server that fails, and behind a balancer: short forms of two scripts.
@Suite("Many servers survive what happens to one", .longPrograms, .serialized)
struct ClusterTests {
    @Test func `nothing acknowledged is lost when the database is cut off, restarted, killed and replaced`()
        async throws
    {
        let result = try await run(
            ClusterTests.program, ["failover", "--rounds", "1", "--connections", "4", "--binary", MusterBinary.path],
            timeoutSeconds: 300)
        #expect(result.status == 0, "\(result.output)\(result.error)")
        #expect(result.output.contains(" 0 lost, 0 applied twice, 0 half-written"))
        #expect(result.output.contains(" 0 other failures"))
        for trouble in ["all connections cut", "primary restarted (fast)", "primary killed, standby promoted"] {
            #expect(result.output.contains("\(trouble): a gap of "))
        }
    }

    @Test func `no request fails when each server is restarted in turn`() async throws {
        let result = try await run(
            ClusterTests.program,
            [
                "rolling-restart", "--rounds", "1", "--connections", "4", "--binary", MusterBinary.path,
                "--configuration", ClusterTests.root + "/docs/examples/haproxy.cfg",
            ], timeoutSeconds: 300)
        #expect(result.status == 0, "\(result.output)\(result.error)")
        #expect(result.output.contains(" requests, 0 failed, longest"))
    }

    @Test(arguments: [["failover", "--rounds", "none"], ["--bogus"], ["rolling-restart", "--seed"], []])
    func `what the command does not know is refused`(_ arguments: [String]) throws {
        let result = try run(ClusterTests.program, arguments)
        #expect(result.status == 64)
        #expect(result.error.contains("usage: cluster-test"))
    }

    @Test func `the unit file for systemd is one that systemd takes`() throws {
        let result = try run(
            "/usr/bin/systemd-analyze", ["verify", "--man=no", ClusterTests.root + "/packaging/muster.service"])
        // It looks for the program too, which is not installed here.
        let complaints = result.error.split(separator: "\n").filter { !$0.contains("/usr/bin/muster is not exec") }
        #expect(complaints == [], "\(result.error)")
    }

    private static let program =
        URL(fileURLWithPath: MusterBinary.path).deletingLastPathComponent().path + "/cluster-test"
    private static let root = MusterBinary.packageRoot
}
