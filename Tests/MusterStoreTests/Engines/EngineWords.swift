@testable import MusterStore
import MusterTestWorld

/// What tests ask of an engine in its own words.
extension TestEngine {
    /// Makes the event log take nothing more.
    var refusalOfEvents: String {
        switch self {
        case .sqlite: "CREATE TRIGGER no_events BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'no'); END"
        case .postgres: "ALTER TABLE events ADD CONSTRAINT no_events CHECK (false) NOT VALID"
        }
    }

    /// Makes the event log take events again.
    var admissionOfEvents: String {
        self == .sqlite ? "DROP TRIGGER no_events" : "ALTER TABLE events DROP CONSTRAINT no_events"
    }

    /// Every column of every table, as `table.column`; not what the database makes of others by itself.
    var columns: String {
        switch self {
        case .sqlite:
            """
            SELECT t.name || '.' || c.name FROM pragma_table_list t, pragma_table_info(t.name) c
            WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT GLOB '*_texts'
                AND t.name <> 'list_lengths'
            """
        case .postgres:
            """
            SELECT table_name || '.' || column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND is_generated = 'NEVER'
            """
        }
    }
}

extension World {
    /// Lets a table's rows name what is not there.
    func dropReferences(of table: String) async throws {
        switch engine {
        case .sqlite:
            try await run("CREATE TABLE unbound AS SELECT * FROM \(table)")
            try await run("DROP TABLE \(table)")
            try await run("ALTER TABLE unbound RENAME TO \(table)")
            // What other tables name must stay unique.
            guard try await number("SELECT count(*) FROM pragma_table_info($1) WHERE name = 'id'", table) > 0 else {
                return
            }
            try await run("CREATE UNIQUE INDEX unbound_\(table) ON \(table) (id)")
        case .postgres: try await run("ALTER TABLE \(table) DISABLE TRIGGER ALL")
        }
    }
}
