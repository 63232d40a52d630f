import Foundation

/// Everything that is scraped: what was counted, and what is looked at when somebody asks.
struct Figures: Sendable {
    let connections: Connections
    let connectionsMax: Int
    let overload: Overload
    let passwords: PasswordHasher
    let store: StoreProbe
    let logBacklog: (@Sendable () -> LogBacklog)?
    private let started = Date()

    init(_ services: Services, _ connections: Connections, _ options: MetricsOptions) {
        self.connections = connections
        connectionsMax = services.options.connectionsMax
        overload = services.overload
        passwords = services.passwords
        store = StoreProbe(store: services.store)
        logBacklog = options.logBacklog
    }

    /// The text of this moment.
    func text() async -> String {
        var families = MetricsRegistry.shared.families + ProcessFigures.families(startedAt: started)
        families += [
            .init("muster_build_info", .gauge, [.init(labels: "version=\"\(Version.muster)\"", value: 1)]),
            .init("muster_connections_max", .gauge, value: connectionsMax),
            .init("muster_connections_open", .gauge, value: connections.count),
            .init("muster_passwords_waiting", .gauge, value: passwords.count),
            .init("muster_unread_bytes", .gauge, value: connections.unread),
        ]
        families += overload.families
        if let backlog = logBacklog?() {
            families.append(.init("muster_log_lines_dropped_total", .counter, value: backlog.dropped))
            families.append(.init("muster_log_lines_waiting", .gauge, value: backlog.waiting))
        }
        families += await store.families()
        return Exposition.text(families.sorted { $0.name < $1.name })
    }
}

extension Overload {
    /// How many requests are worked on, and how many wait for that.
    fileprivate var families: [Exposition.Family] {
        let lanes = [("read", reading.count), ("write", writing.count), ("stream", streams.count)]
        return [
            .init(
                "muster_requests_at_work", .gauge,
                lanes.map { .init(labels: "lane=\"\($0.0)\"", value: Double($0.1.atWork)) }),
            .init(
                "muster_requests_waiting", .gauge,
                lanes.map { .init(labels: "lane=\"\($0.0)\"", value: Double($0.1.waiting)) }),
        ]
    }
}
