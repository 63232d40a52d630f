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
        let command = TestCommand(
            "cluster-test", help: help, commands: ["failover", "rolling-restart"],
            options: [
                "--rounds": "3", "--seed": TestCommand.newSeed, "--connections": "8",
                "--configuration": "docs/examples/haproxy.cfg",
            ], switches: ["--asynchronous"])
        let (rounds, connections) = (command.number("--rounds"), command.number("--connections", in: 1...256))
        let seed = command.seed
        do {
            let passed =
                if command.command == "failover" {
                    try Failover(
                        binary: command.binary, connections: connections, seed: seed, rounds: rounds,
                        isAsynchronous: command.isOn("--asynchronous"), log: command.say
                    ).run()
                } else {
                    try RollingRestart(
                        binary: command.binary, connections: connections, seed: seed, rounds: rounds,
                        configuration: command.text("--configuration"), log: command.say
                    ).run()
                }
            exit(passed ? 0 : 1)
        } catch {
            command.say("\(command.command ?? "") failed, seed \(seed): \(error)")
            exit(1)
        }
    }
}
