/// The table of migrations: which were applied.
extension Transaction {
    /// Makes the table of migrations in an empty store.
    func prepareMigrationTable() throws {
        try run(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                number {int64} NOT NULL PRIMARY KEY,
                name {text} NOT NULL,
                applied_at {int64} NOT NULL
            ) {strict}
            """, [])
    }

    /// The number of the newest migration applied, 0 for an empty store.
    func migrationNumber() throws -> Int {
        try number("SELECT coalesce(max(number), 0) FROM schema_migrations")
    }

    func apply(_ migration: Migration) throws {
        for statement in migration.statements { try run(statement, []) }
        try run(
            "INSERT INTO schema_migrations (number, name, applied_at) VALUES ($1, $2, $3)",
            [.int(migration.number), .text(migration.name), .time(now)])
    }
}
