import CSQLite
import Foundation
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
        /// Nil while nobody can write.
        var writer: SQLiteConnection?
        /// Nil while nobody can write.
        var copies: LogCopies?
        var readers: SQLiteReaders
        /// Why nobody can write; nil where one can.
        var obstacle: (any Error)?
        /// The files as they were opened.
        var place: FilePlace
        /// How connections that read open the file where nobody can write.
        var parameters: String?
        var triedAt = ContinuousClock.now
    }

    private let way: Way
    private let state: Mutex<State>

    /// How the file is reached.
    private struct Way {
        let given: String
        let patience: Patience
        /// The file without links: SQLite has its log beside the file itself.
        var file: String { URL(fileURLWithPath: given).resolvingSymlinksInPath().path }
    }

    /// Opens the file, making it if it is not there.
    ///
    /// - Throws: `SQLiteFailure` when it is no database, or cannot even be read.
    init(path: String, patience: Patience) throws {
        if !FileManager.default.fileExists(atPath: path) {
            // Only its owner may read what will be in it: hashes of passwords and tokens.
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        way = Way(given: path, patience: patience)
        state = Mutex(try SQLiteConnections.open(way))
    }

    /// Runs the closure against one state of the file.
    ///
    /// - Parameters:
    ///   - isLong: Whether the closure must run once, however long it takes; else it may begin again.
    func read<Value: Sendable>(
        isLong: Bool, _ body: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        while true {
            let readers = state.withLock { $0.readers }
            do {
                return isLong ? try await readers.readWhole(body) : try await readers.read(body)
            } catch is SQLiteReaders.Closed {
                // Perhaps because the file has just been opened for writing.
                guard state.withLock({ $0.readers !== readers }) else { throw SQLiteFailure(SQLITE_MISUSE) }
            }
        }
    }

    /// A connection of its own to copy from.
    func forCopying() throws -> SQLiteConnection {
        try SQLiteConnections.reader(way, parameters: state.withLock { $0.parameters })
    }

    /// The connection to write with; the caller is the only one that writes.
    ///
    /// - Throws: Why nobody can write now.
    func writing() throws -> SQLiteConnection {
        try state.withLock { state in
            if let obstacle = state.obstacle {
                guard .now - state.triedAt > .seconds(Limits.reopenSeconds) else { throw obstacle }
                state.triedAt = .now
                try state.place.check()
                if let still = DiskRoom.obstacle(beside: way.file) { throw still }
                // A process has one index of the log for a file: who only reads must go before somebody can write.
                state.readers.close()
                state = try SQLiteConnections.open(way)
                if let obstacle = state.obstacle { throw obstacle }
            }
            guard let writer = state.writer else { throw SQLiteFailure(SQLITE_MISUSE) }
            return writer
        }
    }

    /// Sees to it that the log does not grow for ever; the caller is the only one that writes.
    func copyLogIfLong() {
        let (writer, copies) = state.withLock { ($0.writer, $0.copies) }
        if let writer { copies?.note(writer) }
    }

    /// - Throws: `Failure` when a file of the database is not where it was.
    func checkPlace() throws { try state.withLock { $0.place }.check() }

    /// Closes all of them.
    func close() {
        let (writer, copies, readers) = state.withLock { state in
            defer { (state.writer, state.copies) = (nil, nil) }
            return (state.writer, state.copies, state.readers)
        }
        copies?.close()
        // Into the file, so that the file alone is the database once nobody serves it; others may still be reading.
        writer?.copyLog()
        readers.close()
        writer?.close()
    }
}

extension SQLiteConnections {
    private static func open(_ way: Way) throws -> State {
        do {
            if let obstacle = DiskRoom.obstacle(beside: way.file) { throw obstacle }
            let writer = try SQLiteConnection(way.file, .writing, patience: way.patience)
            try writer.execute("PRAGMA journal_mode = WAL")
            try writer.execute("PRAGMA synchronous = FULL")
            // The log and its index are there from now on.
            try writer.execute("SELECT count(*) FROM sqlite_schema")
            DiskRoom.reserve(for: way.file)
            let companions = FilePlace.companions.map { way.file + $0 }
            let place = FilePlace([way.given] + companions)
            let copies = LogCopies(try SQLiteConnection(way.file, .reading, patience: way.patience))
            return State(writer: writer, copies: copies, readers: readers(way, place), place: place)
        } catch let failure as SQLiteFailure where failure.isObstacleToWriting {
            guard let first = openForReading(way) else { throw failure }
            let place = FilePlace([way.given])
            return State(
                readers: readers(way, place, parameters: first), obstacle: failure, place: place, parameters: first)
        }
    }

    private static func readers(_ way: Way, _ place: FilePlace, parameters: String? = nil) -> SQLiteReaders {
        SQLiteReaders {
            // Connections are opened when they are needed: none must lead to another file than the first.
            try place.check()
            return try reader(way, parameters: parameters)
        }
    }

    private static func reader(_ way: Way, parameters: String?) throws -> SQLiteConnection {
        try SQLiteConnection(
            way.file, parameters.map { .unwritable($0) } ?? .reading, patience: way.patience)
    }

    /// - Returns: The parameters with which the file can be read, nil when there are none.
    private static func openForReading(_ way: Way) -> String? {
        var ways = ["readonly_shm=1"]
        // Nobody changes a file on a disk that is mounted for reading only. There, nothing can be made beside it
        // either.
        if isMountedReadOnly(way.file), !hasLog(way.file) { ways.append("immutable=1") }
        // Who only reads asks the index whether somebody writes; it must be there for that, be it empty.
        let index = way.file + "-shm"
        if !FileManager.default.fileExists(atPath: index) {
            _ = FileManager.default.createFile(
                atPath: index, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        return ways.first { parameters in
            let connection = try? reader(way, parameters: parameters)
            return (try? connection?.execute("SELECT count(*) FROM sqlite_schema")) != nil
        }
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
