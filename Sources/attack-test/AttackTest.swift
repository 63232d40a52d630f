import Foundation
import MusterTestSupport

/// The command `attack-test`: what hostile clients do to a server, and what an honest one notices of it.
@main
enum AttackTest {
    private static let help = """
        usage: attack-test [--only NAME] [--connections N] [--requests N] [--idle N] [--rounds N] [--milliseconds N]
                           [--binary PATH]

        Attacks a server of its own on this machine, measures its memory before, during and after, and what 99 of 100
        requests of an honest client take meanwhile. Exit status 1 when a bound does not hold.

          --only NAME       only attacks of that name: A1, A2 or A4
          --connections N   connections whose answers nobody reads (300; a sixth of that over HTTP/2)
          --requests N      requests that each of them sends at once (200; 100 over HTTP/2)
          --idle N          connections of one address that ask nothing (5000)
          --rounds N        rounds of requests behind answers that close the connection (50)
          --milliseconds N  what an honest client's 99th percentile may be (50)
          --binary PATH     the built muster (MUSTER_BINARY, or beside this program)
        """

    static func main() async {
        let command = TestCommand(
            "attack-test", help: help,
            options: [
                "--only": "A", "--connections": "300", "--requests": "200", "--idle": "5000", "--rounds": "50",
                "--milliseconds": "50",
            ])
        func number(_ option: String) -> Int { command.number(option, in: 1...20_000) }
        let (connections, requests, idle) = (number("--connections"), number("--requests"), number("--idle"))
        let (rounds, milliseconds) = (number("--rounds"), number("--milliseconds"))
        allowManyFiles()
        let attacks: [any Attack] = [
            UnreadAnswers(line: .plain, connections: connections, requests: requests),
            UnreadAnswers(line: .encrypted, connections: connections, requests: requests),
            // A client may have 100 streams.
            UnreadAnswers(line: .streams, connections: max(1, connections / 6), requests: min(100, requests)),
            RequestsAhead(connections: max(1, connections / 3)),
            IdleConnections(sources: 1, count: idle), IdleConnections(sources: 8, count: idle),
            RequestsAfterTheEnd(rounds: rounds),
        ]
        var holds = true
        for attack in attacks where attack.name.hasPrefix(command.text("--only")) {
            do {
                let site = try AttackSite(binary: command.binary, isEncrypted: attack.isEncrypted)
                let report = try await site.meet(attack)
                let problems = report.problems(millisecondsMax: Double(milliseconds))
                command.say(report.line + problems.map { "\n  BROKEN: \($0)" }.joined())
                holds = holds && problems.isEmpty
            } catch {
                command.say("\(attack.name): failed: \(error)")
                holds = false
            }
        }
        exit(holds ? 0 : 1)
    }
}
