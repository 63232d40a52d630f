import Foundation
import GRDB
import MusterModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The connections to the file: such as read and write or, while the disk lets nobody write, such as only read.
///
/// To open a file for writing, SQLite must write beside it. On a full disk it cannot, and reading must go on all the
/// same: connections that only read keep the index of the log in their own memory. A write tries to open the file
/// for writing again.
final class SQLiteConnections: Sendable {
    private struct State {
        var pool: DatabasePool
        /// Why nobody can write; nil where one can.
        var obstacle: (any Error)?
        /// The files as they were opened.
        var place: FilePlace
        var triedAt = ContinuousClock.now
    }

    private let names: Names
    private let configuration: Configuration
    private let state: Mutex<State>

    /// What the file is called.
    private struct Names {
        let given: String
        /// The same without links: SQLite has its log beside the file itself.
        var file: String { URL(fileURLWithPath: given).resolvingSymlinksInPath().path }
    }

    /// Opens the file, making it if it is not there.
    ///
    /// - Throws: `DatabaseError` when it is no database, or cannot even be read.
    init(path: String, patience: Patience) throws {
        if !FileManager.default.fileExists(atPath: path) {
            // Only its owner may read what will be in it: hashes of passwords and tokens.
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        names = Names(given: path)
        configuration = SQLiteConnections.configuration(names, patience)
        state = Mutex(try SQLiteConnections.open(names, configuration))
    }

    /// Runs the closure against one state of the file.
    func read<Value: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> Value) async throws -> Value {
        while true {
            let pool = state.withLock { $0.pool }
            do {
                return try await pool.read(body)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_MISUSE {
                // Closed, because the file has just been opened for writing.
                guard state.withLock({ $0.pool !== pool }) else { throw error }
            }
        }
    }

    /// The connections to copy from.
    var reading: DatabasePool { state.withLock { $0.pool } }

    /// The connections to write with; the caller is the only one that writes.
    ///
    /// - Throws: Why nobody can write now.
    func writing() throws -> DatabasePool {
        try state.withLock { state in
            if let obstacle = state.obstacle {
                guard .now - state.triedAt > .seconds(Limits.reopenSeconds) else { throw obstacle }
                state.triedAt = .now
                try state.place.check()
                if let still = DiskRoom.obstacle(beside: names.file) { throw still }
                // A process has one index of the log for a file: who only reads must go before somebody can write.
                try state.pool.close()
                state = try SQLiteConnections.open(names, configuration)
                if let obstacle = state.obstacle { throw obstacle }
            }
            return state.pool
        }
    }

    /// - Throws: `Failure` when a file of the database is not where it was.
    func checkPlace() throws { try state.withLock { $0.place }.check() }

    /// Closes all of them.
    func close() throws {
        let pool = reading
        // Into the file, so that the file alone is the database once nobody serves it; others may still be reading.
        _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
        try pool.close()
    }
}

extension SQLiteConnections {
    private static func configuration(_ names: Names, _ patience: Patience) -> Configuration {
        let first = Mutex<FilePlace?>(nil)
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .callback { patience.waits(afterTries: $0) }
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            // Connections are opened when they are needed: one must not lead to another file than the first.
            try first.withLock { place in
                if let place { try place.check() } else { place = FilePlace([names.given]) }
            }
            // Sorting must not need a temporary file: reads go on when the disk is full.
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    private static func open(_ names: Names, _ configuration: Configuration) throws -> State {
        do {
            if let obstacle = DiskRoom.obstacle(beside: names.file) { throw obstacle }
            let pool = try DatabasePool(path: names.file, configuration: configuration)
            // Set here because GRDB turns it down to NORMAL when it switches on the write-ahead log.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            DiskRoom.reserve(for: names.file)
            let companions = FilePlace.companions.map { names.file + $0 }
            return State(pool: pool, place: FilePlace([names.given] + companions))
        } catch let error as DatabaseError where SQLiteErrors.isObstacleToWriting(error) {
            guard let pool = openForReading(names.file, configuration) else { throw error }
            return State(pool: pool, obstacle: error, place: FilePlace([names.given]))
        }
    }

    private static func openForReading(_ path: String, _ configuration: Configuration) -> DatabasePool? {
        var configuration = configuration
        configuration.readonly = true
        var ways = ["readonly_shm=1"]
        // Nobody changes a file on a disk that is mounted for reading only. There, nothing can be made beside it either.
        if isMountedReadOnly(path), !hasLog(path) { ways.append("immutable=1") }
        // Who only reads asks the index whether somebody writes; it must be there for that, be it empty.
        let index = path + "-shm"
        if !FileManager.default.fileExists(atPath: index) {
            _ = FileManager.default.createFile(
                atPath: index, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        for way in ways {
            let address = "\(URL(fileURLWithPath: path).absoluteString)?\(way)"
            let pool = try? DatabasePool(path: address, configuration: configuration)
            let isReadable =
                (try? pool?.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }) != nil
            if let pool, isReadable { return pool }
        }
        return nil
    }

    private static func hasLog(_ path: String) -> Bool {
        let size = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        return (size ?? 0) > 0
    }

    private static func isMountedReadOnly(_ path: String) -> Bool {
        var mount = statvfs()
        return statvfs(path, &mount) == 0 && mount.f_flag & UInt(ST_RDONLY) != 0
    }
}
