import Foundation
import GRDB
import MusterModel

/// SQLite through GRDB: one file, many readers, one writer.
final class SQLiteEngine: Engine {
    private let connections: SQLiteConnections
    private let commits: GroupCommit

    /// Opens the file, making it if it is not there.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - patience: How long to wait for other processes.
    /// - Throws: `Failure` when it is no database, or cannot be opened.
    init(path: String, patience: Patience) throws {
        do {
            connections = try SQLiteConnections(path: path, patience: patience)
        } catch let error as DatabaseError {
            throw SQLiteErrors.translate(error)
        }
        commits = GroupCommit(connections: connections)
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws -> Value {
        do {
            return try await connections.read { try body(SQLiteSession(database: $0, now: .now())) }
        } catch let error as DatabaseError {
            throw SQLiteErrors.translate(error)
        }
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws -> Value {
        try await commits.run(body)
    }

    func checkPlace() throws { try connections.checkPlace() }

    func backup(to path: String) async throws {
        do {
            try SQLiteBackup(to: path).make(from: connections.reading)
        } catch let error as DatabaseError {
            throw SQLiteErrors.translate(error)
        }
    }

    /// An engine that gives numbers away outside transactions leaves gaps: they are no lost events (see `examine`).
    func adoptEvents(_ session: any Session) throws {
        let gaps = try session.number("SELECT coalesce(max(sequence), 0) - count(*) FROM events")
        try session.run("PRAGMA user_version = \(gaps)", [])
    }

    func examine() async throws -> EngineExamination {
        try await read { session in
            let damage = try (session as? SQLiteSession)?.damage() ?? []
            // What is damaged cannot be looked through for the rest.
            guard damage.isEmpty else { return EngineExamination(check: "", faults: damage) }
            let dangling = try session.rows("PRAGMA foreign_key_check", []).map { row in
                "a row of \(row.text(0)) names a row of \(row.text(2)) that is not there"
            }
            // Numbers are given inside transactions here, so a gap that did not come with a copy means that an event
            // was lost.
            let gaps = try session.number(
                """
                SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0) - count(*)
                    - (SELECT user_version FROM pragma_user_version) FROM events
                """)
            return EngineExamination(
                check: "nothing is damaged, every reference leads somewhere, the event log has no gap",
                faults: dangling + (gaps == 0 ? [] : ["\(gaps) events are missing from the event log"]))
        }
    }

    func close() throws {
        guard commits.close() else { return }
        try connections.close()
    }
}
