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
        let command = TestCommand(
            "crash-test", help: help,
            options: ["--rounds": "500", "--seed": TestCommand.newSeed, "--connections": "4"])
        let seed = command.seed
        do {
            let report = try CrashRounds(
                binary: command.binary, rounds: command.number("--rounds"), seed: seed,
                connections: command.number("--connections", in: 1...256), log: command.say
            ).run()
            command.say(report.summary)
            exit(report.passed ? 0 : 1)
        } catch {
            command.say("crash test failed, seed \(seed): \(error)")
            exit(1)
        }
    }
}
