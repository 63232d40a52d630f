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
        var options = [
            "--connections": "300", "--requests": "200", "--idle": "5000", "--rounds": "50", "--milliseconds": "50",
            "--binary": MusterBinary.path, "--only": "A",
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
        let numbers = ["--connections", "--requests", "--idle", "--rounds", "--milliseconds"].compactMap { name in
            options[name].flatMap(Int.init).flatMap { (1...20_000).contains($0) ? $0 : nil }
        }
        guard numbers.count == 5, let binary = options["--binary"], let only = options["--only"] else {
            refuse("all options but --only and --binary take whole numbers from 1 to 20000")
        }
        allowManyFiles()
        let attacks: [any Attack] = [
            UnreadAnswers(line: .plain, connections: numbers[0], requests: numbers[1]),
            UnreadAnswers(line: .encrypted, connections: numbers[0], requests: numbers[1]),
            // A client may have 100 streams.
            UnreadAnswers(line: .streams, connections: max(1, numbers[0] / 6), requests: min(100, numbers[1])),
            RequestsAhead(connections: max(1, numbers[0] / 3)),
            IdleConnections(sources: 1, count: numbers[2]), IdleConnections(sources: 8, count: numbers[2]),
            RequestsAfterTheEnd(rounds: numbers[3]),
        ]
        var holds = true
        for attack in attacks where attack.name.hasPrefix(only) {
            do {
                let report = try await AttackSite(binary: binary, isEncrypted: attack.isEncrypted).meet(attack)
                let problems = report.problems(millisecondsMax: Double(numbers[4]))
                say(report.line + problems.map { "\n  BROKEN: \($0)" }.joined())
                holds = holds && problems.isEmpty
            } catch {
                say("\(attack.name): failed: \(error)")
                holds = false
            }
        }
        exit(holds ? 0 : 1)
    }

    private static func refuse(_ problem: String) -> Never {
        FileHandle.standardError.write(Data("attack-test: \(problem)\n\n\(help)\n".utf8))
        exit(64)
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
