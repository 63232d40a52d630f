import Foundation
import MusterModel
import MusterTestSupport

/// Load on two servers while their database is restarted, cut off, killed and replaced by its standby.
struct Failover {
    let binary: String
    let connections: Int
    let seed: UInt64
    /// How often connections are cut, and how often the primary is restarted.
    let rounds: Int
    /// Whether the standby may lag behind: then what it had not received is lost.
    let isAsynchronous: Bool
    let log: (String) -> Void

    /// - Returns: Whether all held.
    func run() throws -> Bool {
        log("failover test: seed \(seed), \(isAsynchronous ? "asynchronous" : "synchronous") replication")
        let primary = try PostgresCluster(awaiting: isAsynchronous ? nil : "standby")
        let standby = try PostgresCluster(following: primary, as: "standby")
        try primary.query("CREATE DATABASE muster", database: "postgres")
        let database = "postgres://muster@\(primary.address),\(standby.address)/muster?target_session_attrs=read-write"
        let site = try Site(
            binary: binary, database: database, serverArguments: [["--port", "0"], ["--port", "0"]])
        let load = Load(
            Load.Setting(
                ports: site.servers.map(\.port), headers: site.headers, monitor: site.monitor,
                departmentIDs: site.departmentIDs, connections: connections, seed: seed, mayBeUnavailable: true))
        do {
            try trouble(load, primary, standby)
            let tally = load.stop()
            return try judge(tally, site, standby)
        } catch {
            _ = load.stop()
            throw ProcessFailure("\(error)\n" + site.servers.map(\.standardErrorText).joined().suffix(2000))
        }
    }

    private func trouble(_ load: Load, _ primary: PostgresCluster, _ standby: PostgresCluster) throws {
        try load.waitForWrites(50)
        for _ in 0..<rounds {
            try gap("all connections cut", load) {
                try primary.query(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE application_name = 'muster' AND pid <> pg_backend_pid()
                    """)
            }
        }
        for index in 0..<rounds {
            let mode = index.isMultiple(of: 2) ? "fast" : "immediate"
            try gap("primary restarted (\(mode))", load) {
                try primary.stop(mode)
                try primary.start()
            }
        }
        if !isAsynchronous { try waitForStandby(primary) }
        try gap("primary killed, standby promoted", load) {
            try primary.kill()
            try standby.promote()
        }
    }

    /// Makes trouble and measures how long no write was acknowledged.
    private func gap(_ what: String, _ load: Load, _ trouble: () throws -> Void) throws {
        load.note { $0.longestPauseNanoseconds = 0 }
        let began = DispatchTime.now().uptimeNanoseconds
        try trouble()
        let done = DispatchTime.now().uptimeNanoseconds
        try load.waitForWrites(200)
        let milliseconds = load.tally.longestPauseNanoseconds / 1_000_000
        log("\(what): a gap of \(milliseconds) ms (the trouble itself took \((done - began) / 1_000_000) ms)")
    }

    private func waitForStandby(_ primary: PostgresCluster) throws {
        let deadline = Date() + 60
        while try primary.query("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != ["1"] {
            guard Date() < deadline else { throw ProcessFailure("the standby did not come back") }
            usleep(50_000)
        }
    }

    /// Compares what clients were told with the event log and the rows of the database that remained.
    private func judge(_ tally: Load.Tally, _ site: Site, _ database: PostgresCluster) throws -> Bool {
        let names = try database.query(
            """
            SELECT after::json ->> 'name', count(*) FROM events
            WHERE kind IN ('unit.created', 'unit.updated') GROUP BY 1
            """)
        var times: [String: Int] = [:]
        for line in names {
            let parts = line.split(separator: "|").map(String.init)
            if parts.count == 2 { times[parts[0]] = Int(parts[1]) }
        }
        let lost = tally.acknowledged.filter { times[$0] == nil }
        let doubled = times.filter { $0.value > 1 }.keys
        let foreign = times.keys.filter { !tally.acknowledged.contains($0) && !tally.unknown.contains($0) }
        let half = try halfWritten(site)
        log(
            """
            \(tally.acknowledged.count) acknowledged, \(tally.acknowledged.count - lost.count) found, \
            \(lost.count) lost, \(doubled.count) applied twice, \(half.count) half-written
            \(tally.unavailable) answers of 503, \(tally.problems.count) other failures, \
            \(tally.unknown.intersection(times.keys).count) of \(tally.unknown.count) writes refused with 503 were done
            """)
        var problems = half + tally.problems
        problems += doubled.map { "\($0) was applied twice" } + foreign.map { "\($0) was asked for by nobody" }
        if !isAsynchronous { problems += lost.map { "\($0) was acknowledged and is lost" } }
        for problem in problems.prefix(20) { log("FAULT  \(problem)") }
        return problems.isEmpty
    }

    private func halfWritten(_ site: Site) throws -> [String] {
        let client = try site.client()
        var counts: [String: Int] = [:]
        for department in try client.all("livechat/department", "departments") {
            if let unit = department["parentId"]?.string { counts[unit, default: 0] += 1 }
        }
        let units = try client.all("livechat/units", "units").filter { row in
            row["numMonitors"]?.number != 1
                || row["numDepartments"]?.number != Double(counts[row["_id"]?.string ?? ""] ?? 0)
        }
        return units.map { "half a unit: \(JSON.object($0).text())" } + (try site.doctor().map { [$0] } ?? [])
    }
}
