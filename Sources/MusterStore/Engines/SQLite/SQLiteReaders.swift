import DequeModule
import Dispatch
import MusterModel
import Synchronization

/// A few connections that read.
///
/// A short read runs at once on the thread that asks for it: going to another thread and back costs more than finding a
/// row. One that turns out to be long is stopped and begins again on a thread of its own, and so does one that finds
/// enough of them running already: neither a long list nor a disk that stalls holds up the threads that serve.
final class SQLiteReaders: Sendable {
    /// Thrown by reads once the connections are closed.
    struct Closed: Error {}

    private typealias Read = @Sendable (Result<SQLiteConnection, any Error>) -> Void

    private struct State {
        var free: [SQLiteConnection] = []
        var made = 0
        var running = 0
        var waiting: Deque<Read> = []
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Counts the connections in use.
    private let inUse = DispatchGroup()
    private let threads = DispatchQueue(label: "muster.reads", attributes: .concurrent)
    private let open: @Sendable () throws -> SQLiteConnection

    /// - Parameter open: Makes a connection.
    init(open: @escaping @Sendable () throws -> SQLiteConnection) { self.open = open }

    /// Runs the closure in a transaction. It may begin again.
    ///
    /// - Throws: `Closed`, or what the closure throws.
    func read<Value: Sendable>(_ body: @escaping @Sendable (SQLiteConnection) throws -> Value) async throws -> Value {
        if let value = try readAtOnce(body) { return value }
        return try await readWhole(body)
    }

    /// Runs the closure in a transaction on another thread, however long it takes; it runs once.
    func readWhole<Value: Sendable>(
        _ body: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            enqueue { connection in
                continuation.resume(
                    with: connection.flatMap { connection in
                        Result { try connection.reading { try body(connection) } }
                    })
            }
        }
    }

    /// Closes them, and waits for those in use.
    func close() {
        let (free, waiting) = state.withLock { state in
            defer { (state.free, state.waiting) = ([], []) }
            state.isClosed = true
            return (state.free, state.waiting)
        }
        for connection in free { connection.close() }
        for read in waiting { read(.failure(Closed())) }
        inUse.wait()
    }

    private func readAtOnce<Value>(_ body: (SQLiteConnection) throws -> Value) throws -> Value? {
        let free = try state.withLock { state -> SQLiteConnection? in
            if state.isClosed { throw Closed() }
            guard state.running < Limits.readsAtOnce, let connection = state.free.popLast() else { return nil }
            state.running += 1
            inUse.enter()
            return connection
        }
        guard let connection = free else { return nil }
        defer {
            state.withLock { $0.running -= 1 }
            giveBack(connection)
        }
        return try connection.whileShort { try connection.reading { try body(connection) } }
    }

    private func enqueue(_ read: @escaping Read) {
        enum Place {
            case free(SQLiteConnection)
            case new, later, closed, none
        }
        let place = state.withLock { state -> Place in
            if state.isClosed { return .closed }
            if let connection = state.free.popLast() {
                inUse.enter()
                return .free(connection)
            }
            if state.made < Limits.readers {
                state.made += 1
                inUse.enter()
                return .new
            }
            guard state.waiting.count < Limits.readQueue else { return .none }
            state.waiting.append(read)
            return .later
        }
        switch place {
        case .free(let connection): run(read, on: connection)
        case .new: make(for: read)
        case .later: break
        case .closed: read(.failure(Closed()))
        case .none:
            read(.failure(Failure(.unavailable, "Too many reads are waiting", id: "error-storage-unavailable")))
        }
    }

    private func make(for read: @escaping Read) {
        threads.async { [self] in
            do {
                let connection = try open()
                read(.success(connection))
                giveBack(connection)
            } catch {
                state.withLock { $0.made -= 1 }
                inUse.leave()
                read(.failure(error))
            }
        }
    }

    private func run(_ read: @escaping Read, on connection: SQLiteConnection) {
        threads.async { [self] in
            read(.success(connection))
            giveBack(connection)
        }
    }

    private func giveBack(_ connection: SQLiteConnection) {
        let isSpent = connection.isInTransaction
        let (next, isKept) = state.withLock { state -> (Read?, Bool) in
            if state.isClosed { return (nil, false) }
            if let next = state.waiting.popFirst() { return (next, true) }
            // One whose transaction did not even end is replaced by the next read that needs one.
            if isSpent { state.made -= 1 } else { state.free.append(connection) }
            return (nil, !isSpent)
        }
        if let next { return run(next, on: connection) }
        if !isKept { connection.close() }
        inUse.leave()
    }
}
