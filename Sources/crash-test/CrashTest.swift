import Foundation
import MusterTestSupport

/// The command `crash-test`: the crash rounds with the options of a command line.
@main
enum CrashTest {
    private static let help = """
        usage: crash-test [--rounds N] [--seed N] [--connections N] [--binary PATH]

        Runs the server, writes units from several connections, kills it (SIGKILL) at random moments, and checks after
        each restart that every acknowledged write is there whole and that doctor finds nothing.

          --rounds N       how often it is killed (500)
          --seed N         repeats the random choices of another run (random)
          --connections N  how many connections write at the same time (4)
          --binary PATH    the built muster (MUSTER_BINARY, or beside this program)
        """

    static func main() {
        var options = [
            "--rounds": "500", "--seed": String(UInt64.random(in: 0...UInt64(UInt32.max))), "--connections": "4",
            "--binary": MusterBinary.path,
        ]
        var arguments = CommandLine.arguments.dropFirst()
        while let name = arguments.popFirst() {
            if name == "--help" || name == "-h" {
                say(help)
                exit(0)
            }
            guard options[name] != nil, let value = arguments.popFirst() else {
                refuse("\(name) is no complete option")
            }
            options[name] = value
        }
        guard let rounds = options["--rounds"].flatMap(Int.init), rounds > 0,
            let seed = options["--seed"].flatMap(UInt64.init),
            let connections = options["--connections"].flatMap(Int.init), (1...256).contains(connections),
            let binary = options["--binary"]
        else { refuse("--rounds, --seed and --connections take whole numbers") }
        do {
            let report = try CrashRounds(
                binary: binary, rounds: rounds, seed: seed, connections: connections, log: say
            ).run()
            say(report.summary)
            exit(report.passed ? 0 : 1)
        } catch {
            say("crash test failed, seed \(seed): \(error)")
            exit(1)
        }
    }

    private static func refuse(_ problem: String) -> Never {
        FileHandle.standardError.write(Data("crash-test: \(problem)\n\n\(help)\n".utf8))
        exit(64)
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
