import Foundation
import GRDB
import MusterModel

/// SQLite through GRDB: one file, many readers, one writer.
final class SQLiteEngine: Engine {
    private let pool: DatabasePool
    private let commits: GroupCommit

    /// Opens the file, making it if it is not there.
    ///
    /// - Parameter path: Where the file is.
    /// - Throws: `Failure` when it is no database, or cannot be opened.
    init(path: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(Limits.busySeconds))
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            // Sorting must not need a temporary file: reads go on when the disk is full.
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // Set here because GRDB turns it down to NORMAL when it switches on the write-ahead log.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch let error as DatabaseError {
            throw SQLiteErrors.translate(error)
        }
        commits = GroupCommit(pool: pool)
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws -> Value {
        do {
            return try await pool.read { try body(SQLiteSession(database: $0, now: .now())) }
        } catch let error as DatabaseError {
            throw SQLiteErrors.translate(error)
        }
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws -> Value {
        try await commits.run(body)
    }

    func backup(to path: String) async throws {
        let unfinished = path + ".unfinished"
        // Readable by its owner only from its first byte on: it holds hashes of passwords and tokens.
        let owner: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard !FileManager.default.fileExists(atPath: unfinished),
            FileManager.default.createFile(atPath: unfinished, contents: nil, attributes: owner)
        else { throw Failure(.unavailable, "\(unfinished) cannot be made, or is there already") }
        do {
            let copy = try DatabaseQueue(path: unfinished)
            try pool.backup(to: copy)
            try copy.close()
            try FileManager.default.moveItem(atPath: unfinished, toPath: path)
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            guard let error = error as? DatabaseError else { throw error }
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
            let damage = try session.rows("PRAGMA integrity_check", []).map { $0.text(0) }.filter { $0 != "ok" }
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
                faults: damage + dangling + (gaps == 0 ? [] : ["\(gaps) events are missing from the event log"]))
        }
    }

    func close() throws {
        guard commits.close() else { return }
        // Into the file, so that the file alone is the database once nobody serves it; others may still be reading.
        _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
        try pool.close()
    }
}
