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
        do {
            return try await examineRows(below)
        } catch let failure as Failure where failure.kind == .damaged && !below.faults.isEmpty {
            return Examination(faults: below.faults + ["the rest cannot be looked at"], checks: [], census: [])
        }
    }

    private func examineRows(_ below: EngineExamination) async throws -> Examination {
        try await read(isLong: true) { transaction in
            var faults = below.faults
            var checks = below.faults.isEmpty ? [below.check] : []
            let migration = try transaction.migrationNumber()
            if migration == Migration.newest {
                checks.append("the schema is number \(migration)")
            } else {
                faults.append("the schema is number \(migration) instead of \(Migration.newest)")
            }
            for (invariant, rows) in try transaction.brokenInvariants() {
                if rows == 0 {
                    checks.append(invariant)
                } else {
                    faults.append("\(rows) rows break the rule: \(invariant)")
                }
            }
            let unknown = try transaction.storedSettingIDs().filter { !Settings.isKnown($0) }
            if unknown.isEmpty { checks.append("every stored setting is known") }
            faults += unknown.map { "the stored setting \($0) is not known" }
            let lost = try transaction.faultsOfHistory()
            faults += lost
            if lost.isEmpty { checks.append("the event log tells all that the store holds") }
            return Examination(faults: faults, checks: checks, census: try transaction.census())
        }
    }
}

extension Transaction {
    /// Lays all events over each other and compares what comes of it with what is stored.
    fileprivate func faultsOfHistory() throws -> [String] {
        var history = History()
        var page = try events(after: 0, limit: 1000)
        while let last = page.last {
            page.forEach { history.add($0.event) }
            page = try events(after: last.cursor.sequence, limit: 1000)
        }
        let mismatches = try [
            ("unit", unitImages()), ("department", departmentImages()), ("user", userImages()), ("role", roleImages()),
            ("permission", permissionImages()), ("setting", settingImages()),
        ].flatMap { history.mismatches($0, $1) }
        return faults(of: mismatches, "is not what the event log tells")
            + faults(of: Array(history.contradicted), "has events that contradict each other")
    }

    private func faults(of subjects: [History.Subject], _ what: String) -> [String] {
        let names = subjects.map(\.description).sorted()
        return names.prefix(5).map { "\($0) \(what)" }
            + (names.count > 5 ? ["\(names.count - 5) more: … \(what)"] : [])
    }
}
