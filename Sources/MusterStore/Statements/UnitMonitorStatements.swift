import MusterModel

/// Who monitors which unit.
///
/// A row exists only while its user holds the role: it hangs on that row of `user_roles` by a foreign key.
extension Transaction {
    /// Of these ids, the users who may monitor: active, and holding the role (D5); by id.
    func eligibleMonitors(among ids: [String]) throws -> [String] {
        guard !ids.isEmpty else { return [] }
        var filter = Filter()
        filter.requireOne(of: ids, "u.id")
        filter.require("u.active = 1")
        return try rows(
            """
            SELECT u.id FROM users u JOIN user_roles r ON r.user_id = u.id AND r.role_id = 'livechat-monitor'
            """ + filter.clause + " ORDER BY u.id", filter.values
        ).map { $0.text(0) }
    }

    /// Makes users a unit's monitors who are not yet.
    func addMonitors(_ userIDs: [String], toUnit unitID: String) throws {
        for userID in userIDs {
            try post(
                "INSERT INTO unit_monitors (id, unit_id, user_id, updated_at) VALUES ($1, $2, $3, $4)",
                [.text(Identifier.newID()), .text(unitID), .text(userID), .time(now)])
        }
    }

    /// Takes a unit from some of its monitors.
    func removeMonitors(_ userIDs: [String], ofUnit unitID: String) throws {
        guard !userIDs.isEmpty else { return }
        var filter = Filter()
        filter.require("unit_id = \(filter.bind(.text(unitID)))")
        filter.requireOne(of: userIDs, "user_id")
        try post("DELETE FROM unit_monitors" + filter.clause, filter.values)
    }

    /// The ids of a unit's monitors, deactivated ones too.
    func monitorIDs(ofUnit unitID: String) throws -> [String] {
        try rows("SELECT user_id FROM unit_monitors WHERE unit_id = $1 ORDER BY user_id", [.text(unitID)])
            .map { $0.text(0) }
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
