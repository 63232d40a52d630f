import MusterModel

/// What `muster doctor` finds.
public struct Examination: Sendable {
    /// Faults in plain words; none in a healthy store.
    public let faults: [String]
    /// What was looked at and found well.
    public let checks: [String]
    /// Rows of each kind.
    public let census: [(noun: String, rows: Int)]
}

extension Store {
    /// Looks for damage in the file, the schema, the constraints and the event log.
    public func examine() async throws -> Examination {
        let below = try await engine.examine()
        return try await read { session in
            var faults = below.faults
            var checks = below.faults.isEmpty ? [below.check] : []
            let schema = try session.schemaNumber()
            if schema == Migration.newest {
                checks.append("the schema is number \(schema)")
            } else {
                faults.append("the schema is number \(schema) instead of \(Migration.newest)")
            }
            for (invariant, rows) in try session.brokenInvariants() {
                if rows == 0 {
                    checks.append(invariant)
                } else {
                    faults.append("\(rows) rows break the rule: \(invariant)")
                }
            }
            return Examination(faults: faults, checks: checks, census: try session.census())
        }
    }
}
