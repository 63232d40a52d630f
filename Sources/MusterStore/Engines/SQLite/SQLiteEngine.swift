import Foundation
import MusterModel

/// SQLite: one file, many readers, one writer.
final class SQLiteEngine: Engine {
    private let connections: SQLiteConnections
    private let commits: GroupCommit
    private let policies: PolicyCache

    /// Opens the file, making it if it is not there.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - patience: How long to wait for other processes.
    ///   - policies: What transactions remember of roles and settings.
    /// - Throws: `Failure` when it is no database, or cannot be opened.
    init(path: String, patience: Patience, policies: PolicyCache) throws {
        self.policies = policies
        do {
            connections = try SQLiteConnections(path: path, patience: patience)
        } catch { throw error.translatedFromSQLite }
        commits = GroupCommit(connections: connections, policies: policies)
    }

    /// One state serves both views: what is committed meanwhile comes after it.
    func read<Value: Sendable>(
        _ view: ReadView, isLong: Bool, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await connections.read(isLong: isLong) { [policies] connection in
                try body(SQLiteTransaction(connection: connection, now: .now(), memory: PolicyMemory(policies)))
            }
        } catch { throw error.translatedFromSQLite }
    }

    /// Each write is alone, so nothing need be held.
    func write<Value: Sendable>(
        _ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await commits.run(body)
    }

    func checkPlace() throws { try connections.checkPlace() }

    func backup(to path: String) async throws {
        do {
            try SQLiteBackup(to: path).make(from: connections.forCopying())
        } catch { throw error.translatedFromSQLite }
    }

    /// An engine that gives numbers away outside transactions leaves gaps: they are no lost events (see `examine`).
    func adoptEvents(_ transaction: any Transaction) throws {
        let gaps = try transaction.number("SELECT coalesce(max(sequence), 0) - count(*) FROM events")
        try transaction.run("PRAGMA user_version = \(gaps)", [])
    }

    func examine() async throws -> EngineExamination {
        try await read(.oneState, isLong: true) { transaction in
            let damage = try (transaction as? SQLiteTransaction)?.damage() ?? []
            // What is damaged cannot be looked through for the rest.
            guard damage.isEmpty else { return EngineExamination(check: "", faults: damage) }
            let dangling = try transaction.rows("PRAGMA foreign_key_check", []).map { row in
                "a row of \(row.text(0)) names a row of \(row.text(2)) that is not there"
            }
            // Numbers are given inside transactions here, so a gap that did not come with a copy means that an event
            // was lost.
            let gaps = try transaction.number(
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
        connections.close()
    }
}
