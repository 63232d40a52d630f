/// The crash test: writes units over several connections, kills the server at random moments, and looks after each
/// restart whether everything acknowledged is there, whole.
public struct CrashRounds {
    /// What the rounds showed.
    public struct Report: Sendable {
        /// Rounds that were run to their end.
        public internal(set) var rounds = 0
        /// Writes that the server acknowledged.
        public internal(set) var acknowledged = 0
        /// Those of them that the restarted server knows of.
        public internal(set) var found = 0
        /// Acknowledged writes of which a restarted server knows nothing.
        public internal(set) var lost = 0
        /// Units that are there in part, or as nobody wrote them.
        public internal(set) var halfWritten = 0
        /// Each fault in words; empty when all is well.
        public internal(set) var problems: [String] = []

        /// Whether nothing was lost or half-written and `doctor` found nothing.
        public var passed: Bool { problems.isEmpty }

        /// The figures in one line.
        public var summary: String {
            "\(rounds) rounds, \(acknowledged) acknowledged, \(found) found, \(lost) lost, \(halfWritten) half-written"
        }
    }

    /// Units after which a fresh database is begun: the list of all of them is read in every round.
    static let unitsMax = 2000
    /// The longest time between the first write and the kill.
    static let killAfterMicroseconds: UInt32 = 150_000
    /// On a slow machine the kill waits for so many writes at most.
    static let writesBefore = 10

    private let binary: String
    private let rounds: Int
    private let seed: UInt64
    private let connections: Int
    private let log: (String) -> Void

    /// A crash test of the program `binary`, repeatable as far as the machine's own timing is.
    public init(binary: String, rounds: Int, seed: UInt64, connections: Int, log: @escaping (String) -> Void) {
        self.binary = binary
        self.rounds = rounds
        self.seed = seed
        self.connections = max(1, connections)
        self.log = log
    }

    /// Runs the rounds, up to the first that shows a fault; its database is then left for inspection.
    ///
    /// - Throws: `ProcessFailure` or `HTTPConnectionError` when the server does not do what the test needs at all:
    ///   it does not start again, ends by itself, or refuses a write.
    public func run() throws -> Report {
        log("crash test: seed \(seed), \(rounds) rounds, \(connections) connections")
        var random = SeededGenerator(seed: seed)
        var report = Report()
        guard rounds > 0 else { return report }
        var site = try CrashSite(binary: binary)
        for round in 1...rounds {
            var check = CrashCheck(round: round, seed: seed)
            do {
                if site.ledger.units.count > CrashRounds.unitsMax {
                    try site.finish()
                    site = try CrashSite(binary: binary)
                }
                let outcomes = try site.writeUntilKilled(
                    round: round, connections: connections,
                    after: .random(in: 0...CrashRounds.killAfterMicroseconds, using: &random),
                    writes: .random(in: 0...CrashRounds.writesBefore, using: &random),
                    seed: random.next())
                try site.restart()
                try check.run(on: site, outcomes: outcomes)
                try site.doctor()
                if round == rounds { try site.finish() }
            } catch {
                site.folder.keep()
                throw ProcessFailure(
                    "\(check.label), database \(site.database): \(error)\n\(site.serverLog)")
            }
            check.add(to: &report)
            guard report.passed else {
                site.folder.keep()
                log("\(check.label): the database is left in \(site.database)")
                for problem in report.problems { log(problem) }
                return report
            }
            if round % 50 == 0, round < rounds { log(report.summary) }
        }
        return report
    }
}
