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
        let damage = try await engine.faults()
        return try await read { session in
            var faults = damage
            var checks: [String] =
                damage.isEmpty ? ["nothing is damaged, every reference leads somewhere, the event log has no gap"] : []
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
