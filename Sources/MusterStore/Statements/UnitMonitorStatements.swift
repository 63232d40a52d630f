import MusterModel

/// Who monitors which unit.
///
/// A row exists only while its user holds the role: it hangs on that row of `user_roles` by a foreign key.
extension Session {
    /// Of these ids, the users who may monitor: active, and holding the role (D5).
    func eligibleMonitors(among ids: [String]) throws -> [String] {
        try rows(
            """
            SELECT u.id FROM users u JOIN user_roles r ON r.user_id = u.id AND r.role_id = 'livechat-monitor'
            WHERE u.active = 1 AND u.id IN (SELECT value FROM {each}($1)) ORDER BY u.id
            """, [.list(ids)]
        ).map { $0.text(0) }
    }

    /// Makes those of these users who may monitor, and nobody else, the unit's monitors.
    ///
    /// The row of a listed monitor who is deactivated stays, hidden until they are active again (D5).
    func replaceMonitors(ofUnit unitID: String, with userIDs: [String]) throws {
        try run(
            "DELETE FROM unit_monitors WHERE unit_id = $1 AND user_id NOT IN (SELECT value FROM {each}($2))",
            [.text(unitID), .list(userIDs)])
        for userID in try eligibleMonitors(among: userIDs) {
            try run(
                """
                INSERT INTO unit_monitors (id, unit_id, user_id, updated_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (unit_id, user_id) DO NOTHING
                """, [.text(Identifier.newID()), .text(unitID), .text(userID), .time(now)])
        }
    }

    /// The unit's monitors who are active, by user name.
    func monitors(ofUnit unitID: String) throws -> [UnitMonitor] {
        try rows(
            """
            SELECT m.id, m.user_id, m.unit_id, u.username, m.updated_at
            FROM unit_monitors m JOIN users u ON u.id = m.user_id
            WHERE m.unit_id = $1 AND u.active = 1 ORDER BY u.username, m.id
            """, [.text(unitID)]
        ).map { row in
            UnitMonitor(
                id: row.text(0), monitorID: row.text(1), unitID: row.text(2), username: row.text(3),
                updatedAt: row.time(4))
        }
    }

    /// The ids of the units the user monitors.
    func unitIDs(ofMonitor userID: String) throws -> [String] {
        try rows("SELECT unit_id FROM unit_monitors WHERE user_id = $1 ORDER BY unit_id", [.text(userID)])
            .map { $0.text(0) }
    }
}
