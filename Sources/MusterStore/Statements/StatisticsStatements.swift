import MusterModel

/// How much there is, for `statistics`.
extension Transaction {
    func statistics() throws -> Statistics {
        let users = try rows(
            """
            SELECT active, status, count(*), max(last_login_at) FROM users GROUP BY active, status
            """, [])
        let active = users.filter { $0.bool(0) }
        func count(_ rows: [SQLRow], _ status: String? = nil) -> Int {
            rows.filter { status == nil || $0.text(1) == status }.reduce(0) { $0 + $1.int(2) }
        }
        let installed = try row("SELECT min(applied_at) FROM schema_migrations", [])
        return Statistics(
            users: count(users), activeUsers: count(active), onlineUsers: count(active, "online"),
            awayUsers: count(active, "away"), busyUsers: count(active, "busy"),
            lastLoginAt: users.compactMap { $0.timeOrNil(3) }.max(),
            agents: try holderCount(ofRole: Role.agent), managers: try holderCount(ofRole: Role.manager),
            monitors: try holderCount(ofRole: Role.monitor), guests: try holderCount(ofRole: Role.guest),
            departments: try number("SELECT count(*) FROM departments"),
            archivedDepartments: try number("SELECT count(*) FROM departments WHERE archived = 1"),
            units: try number("SELECT count(*) FROM units"), rooms: try number("SELECT count(*) FROM rooms"),
            roles: try number("SELECT count(*) FROM roles"), migrationNumber: try migrationNumber(),
            installedAt: installed?.timeOrNil(0), settings: try settings(), at: now)
    }
}
