import MusterTestSupport

/// Something hostile clients do.
protocol Attack: Sendable {
    /// What it is called in the report.
    var name: String { get }
    /// Whether the server needs a certificate.
    var isEncrypted: Bool { get }
    /// How many megabytes the server may grow meanwhile.
    var megabytesMax: Double { get }

    /// Does it.
    ///
    /// - Returns: What the server did, in words, and what of it must not be.
    func run(against site: AttackSite) async throws -> (found: String, problems: [String])
}

/// What an attack came to.
struct AttackReport {
    let attack: any Attack
    let found: String
    let brokenPromises: [String]
    let before: Double
    let during: Double
    let after: Double
    let honest: HonestClient.Times

    /// All of it, for a person.
    var line: String {
        """
        \(attack.name): \(found)
          memory \(Int(before)) MB before, \(Int(during)) MB at most, \(Int(after)) MB after; honest client: \
        \(honest.requests) requests, \(honest.failures.count) failed, p50 \(rounded(honest.percentile(0.5))) ms, \
        p99 \(rounded(honest.percentile(0.99))) ms
        """
    }

    /// What does not hold.
    func problems(millisecondsMax: Double) -> [String] {
        var problems = brokenPromises
        if during - before > attack.megabytesMax {
            problems.append("the server grew by more than \(Int(attack.megabytesMax)) MB")
        }
        if after - before > 64 { problems.append("the server kept more than 64 MB") }
        if !honest.failures.isEmpty { problems.append("honest requests failed: \(Set(honest.failures).sorted())") }
        if honest.postponed > 0 { problems.append("\(honest.postponed) honest requests were told to come back") }
        if honest.percentile(0.99) > millisecondsMax { problems.append("p99 is above \(Int(millisecondsMax)) ms") }
        return problems
    }

    private func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
