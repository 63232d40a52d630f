import MusterModel

/// Settings that differ from their defaults.
extension Transaction {
    /// As they are stored; `settings()` knows them already, mostly.
    func readSettings() throws -> Settings {
        let stored = try rows("SELECT id, value FROM settings", [])
        return Settings(
            stored: Dictionary(
                stored.map { row in (row.text(0), (try? JSON(parsing: row.text(1).utf8)) ?? .null) },
                uniquingKeysWith: { first, _ in first }))
    }

    func storedSettingIDs() throws -> [String] { try rows("SELECT id FROM settings", []).map { $0.text(0) } }

    func saveSetting(_ id: String, _ value: JSON) throws {
        try run(
            """
            INSERT INTO settings (id, value, updated_at) VALUES ($1, $2, $3)
            ON CONFLICT (id) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
            """, [.text(id), .json(value), .time(now)])
        forgetPolicy()
    }
}
