import Foundation
import MusterTestSupport

/// Load through haproxy while each server behind it is restarted in turn.
struct RollingRestart {
    let binary: String
    let connections: Int
    let seed: UInt64
    let rounds: Int
    let configuration: String
    let log: (String) -> Void

    /// Longer than haproxy takes to see that a server is not ready.
    private static let drainSeconds = 2

    /// - Returns: Whether no request failed.
    func run() throws -> Bool {
        log("rolling restart: seed \(seed), \(rounds) rounds over 3 servers, \(connections) connections")
        let database = try PostgresCluster(awaiting: nil)
        try database.query("CREATE DATABASE muster", database: "postgres")
        let arguments = try (0..<3).map { _ in
            ["--port", "\(try FreePort.find())", "--drain-seconds", "\(Self.drainSeconds)"]
        }
        let site = try Site(
            binary: binary, database: "postgres://muster@\(database.address)/muster", serverArguments: arguments)
        let balancer = try Balancer(configuration: configuration, servers: site.servers.map(\.port))
        try balancer.waitUntilReady()
        try balancer.waitForServers(3)
        let load = Load(
            Load.Setting(
                ports: [balancer.port], headers: site.headers, monitor: site.monitor,
                departmentIDs: site.departmentIDs, connections: connections, seed: seed, mayBeUnavailable: false))
        do {
            try load.waitForWrites(50)
            for round in 1...rounds {
                for index in site.servers.indices {
                    try site.restart(index, arguments: arguments[index])
                    try balancer.waitForServers(3)
                    try load.waitForWrites(50)
                }
                log("round \(round): \(load.tally.requests) requests, \(load.tally.problems.count) failed")
            }
        } catch {
            _ = load.stop()
            throw error
        }
        let tally = load.stop()
        log(
            """
            \(tally.requests) requests, \(tally.problems.count) failed, \
            longest time without an acknowledged write \(tally.longestPauseNanoseconds / 1_000_000) ms
            """)
        var problems = tally.problems
        if let fault = try site.doctor() { problems.append(fault) }
        for problem in problems.prefix(20) { log("FAULT  \(problem)") }
        return problems.isEmpty
    }
}
