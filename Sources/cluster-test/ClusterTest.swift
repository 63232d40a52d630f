import Foundation
import MusterTestSupport

/// The commands behind `scripts/failover-test` and `scripts/rolling-restart-test`.
@main
enum ClusterTest {
    private static let help = """
        usage: cluster-test failover [--asynchronous] [options]
               cluster-test rolling-restart [--configuration FILE] [options]

        failover: two servers under load while their PostgreSQL is restarted, its connections are cut, and the primary is
        killed and its standby promoted. Prints the length of each gap and what became of every acknowledged write.
        rolling-restart: three servers under load behind haproxy, each restarted in turn. Prints how many requests failed.

          --asynchronous        the standby may lag behind; what is lost is printed and is no fault
          --configuration FILE  haproxy's configuration (docs/examples/haproxy.cfg)
          --rounds N            how often each trouble is made (3)
          --connections N       clients at the same time (8)
          --seed N              repeats the random choices of another run (random)
          --binary PATH         the built muster (MUSTER_BINARY, or beside this program)
        """

    static func main() {
        var options = [
            "--rounds": "3", "--seed": String(UInt64.random(in: 0...UInt64(UInt32.max))), "--connections": "8",
            "--binary": MusterBinary.path, "--configuration": "docs/examples/haproxy.cfg",
        ]
        var arguments = CommandLine.arguments.dropFirst()
        let command = arguments.popFirst()
        var isAsynchronous = false
        while let name = arguments.popFirst() {
            if name == "--asynchronous" {
                isAsynchronous = true
            } else if options[name] != nil, let value = arguments.popFirst() {
                options[name] = value
            } else {
                refuse("\(name) is no complete option")
            }
        }
        guard let rounds = options["--rounds"].flatMap(Int.init), rounds > 0,
            let seed = options["--seed"].flatMap(UInt64.init), let binary = options["--binary"],
            let connections = options["--connections"].flatMap(Int.init), (1...256).contains(connections)
        else { refuse("--rounds, --seed and --connections take whole numbers") }
        do {
            let passed: Bool
            switch command {
            case "failover":
                passed = try Failover(
                    binary: binary, connections: connections, seed: seed, rounds: rounds,
                    isAsynchronous: isAsynchronous, log: say
                ).run()
            case "rolling-restart":
                passed = try RollingRestart(
                    binary: binary, connections: connections, seed: seed, rounds: rounds,
                    configuration: options["--configuration"] ?? "", log: say
                ).run()
            default: refuse("there is no \(command ?? "command") here")
            }
            exit(passed ? 0 : 1)
        } catch {
            say("\(command ?? "") failed, seed \(seed): \(error)")
            exit(1)
        }
    }

    private static func refuse(_ problem: String) -> Never {
        FileHandle.standardError.write(Data("cluster-test: \(problem)\n\n\(help)\n".utf8))
        exit(64)
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
