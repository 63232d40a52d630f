import MusterModel

/// Compares a restarted server with what one round's connections were told.
struct CrashCheck {
    /// The round and the seed, for messages.
    let label: String
    private var acknowledged = 0
    private var lost = 0
    private var halfWritten: Set<String> = []
    private var problems: [String] = []

    init(round: Int, seed: UInt64) { label = "round \(round), seed \(seed)" }

    /// Looks at every unit's row, and at all of the round's units in depth; brings the ledger up to date.
    mutating func run(on site: CrashSite, outcomes: [CrashOutcome]) throws {
        let client = try site.client()
        let rows = try client.all("livechat/units", "units")
        var found: [String: JSONObject] = [:]
        for row in rows {
            let id = row["_id"]?.string ?? ""
            if found.updateValue(row, forKey: id) != nil { half(id, "is listed twice") }
            if row["numMonitors"]?.number != 1 { half(id, "has not its one monitor: \(JSON.object(row).text())") }
        }
        let written = compareNames(site, outcomes, found)
        try compareDepartments(client, found)
        for id in written.sorted() {
            if let row = found[id] { try compareParts(client, id, row) }
        }
    }

    /// Adds what was found to the figures of all rounds.
    func add(to report: inout CrashRounds.Report) {
        report.rounds += 1
        report.acknowledged += acknowledged
        report.found += max(0, acknowledged - lost)
        report.lost += lost
        report.halfWritten += halfWritten.count
        report.problems += problems
    }

    /// Compares names and visibilities; returns the ids of the units the round wrote, acknowledged or not.
    private mutating func compareNames(
        _ site: CrashSite, _ outcomes: [CrashOutcome], _ found: [String: JSONObject]
    ) -> Set<String> {
        var written: Set<String> = []
        var writes: [String: [CrashState]] = [:]
        var maybe: [String: CrashState] = [:]
        var creates: [CrashState: Int] = [:]
        for (owner, outcome) in outcomes.enumerated() {
            for (id, state) in outcome.acknowledged {
                writes[id, default: []].append(state)
                site.ledger.units[id] = CrashLedger.Entry(state: state, owner: owner)
            }
            if let write = outcome.unanswered {
                if let id = write.unitID { maybe[id] = write.state } else { creates[write.state] = owner }
            }
            acknowledged += outcome.acknowledged.count
        }
        written.formUnion(writes.keys)
        written.formUnion(maybe.keys)
        for (id, entry) in site.ledger.units {
            let state = found[id].map(CrashCheck.state)
            if state == entry.state { continue }
            if let state, state == maybe[id] {
                site.ledger.units[id]?.state = state
            } else {
                // Of several acknowledged writes of one unit those after the one that is there are lost.
                let known = state.flatMap { writes[id]?.lastIndex(of: $0) }.map { $0 + 1 } ?? 0
                lost += max(1, (writes[id]?.count ?? 0) - known)
                let shown = found[id].map { JSON.object($0).text() } ?? "nothing"
                problems.append("LOST (\(label)): unit \(id) was acknowledged as \(entry.state), there is \(shown)")
            }
        }
        for (id, row) in found where site.ledger.units[id] == nil {
            if let owner = creates.removeValue(forKey: CrashCheck.state(row)) {
                site.ledger.units[id] = CrashLedger.Entry(state: CrashCheck.state(row), owner: owner)
                written.insert(id)
            } else {
                half(id, "is there as nobody wrote it: \(JSON.object(row).text())")
            }
        }
        return written
    }

    /// Compares every unit's count with the departments that say they belong to it.
    private mutating func compareDepartments(_ client: CrashClient, _ found: [String: JSONObject]) throws {
        let departments = try client.all("livechat/department", "departments")
        var counts: [String: Int] = [:]
        for department in departments {
            guard let unit = department["parentId"]?.string else { continue }
            counts[unit, default: 0] += 1
            if department["ancestors"] != [.string(unit)] { half(unit, "is not the ancestor of its department") }
        }
        for (id, row) in found where row["numDepartments"]?.number != Double(counts[id] ?? 0) {
            half(id, "has \(counts[id] ?? 0) departments and says \(JSON.object(row).text())")
        }
        for id in counts.keys where found[id] == nil { half(id, "has departments but is not there") }
    }

    /// Compares one unit with its own lists of monitors and departments and with itself read by its id.
    private mutating func compareParts(_ client: CrashClient, _ id: String, _ row: JSONObject) throws {
        let monitors = try client.get("livechat/units/\(id)/monitors")["monitors"]?.array?.compactMap(\.object) ?? []
        if monitors.count != 1 || monitors[0]["unitId"]?.string != id {
            half(id, "has these monitors: \(JSON.array(monitors.map(JSON.object)).text())")
        }
        let departments = try client.all("livechat/units/\(id)/departments", "departments")
        if row["numDepartments"]?.number != Double(departments.count) {
            half(id, "lists \(departments.count) departments and says \(JSON.object(row).text())")
        }
        let single = try client.get("livechat/units/\(id)")
        if CrashCheck.state(single) != CrashCheck.state(row) {
            half(id, "differs between the list and \(JSON.object(single).text())")
        }
    }

    private mutating func half(_ id: String, _ what: String) {
        halfWritten.insert(id)
        problems.append("HALF-WRITTEN (\(label)): unit \(id) \(what)")
    }

    private static func state(_ row: JSONObject) -> CrashState {
        CrashState(name: row["name"]?.string ?? "", visibility: row["visibility"]?.string ?? "")
    }
}
