import MusterModel
import Synchronization

/// A table after `muster copy`.
public struct CopiedRows: Sendable {
    /// The table's name.
    public let table: String
    /// How many rows were read in the source, and how many are in the target.
    public let source: Int, target: Int
    /// SHA-256, in hex, over the rows in the order of their keys, as read in the source.
    public let sourceDigest: String
    /// The same as read back from the target.
    public let targetDigest: String
}

extension Store {
    /// Copies everything, the event log too, into an empty store.
    ///
    /// One transaction reads one consistent state, another writes it: whatever interrupts it leaves the target empty.
    /// What was written is read back and compared before it is committed.
    ///
    /// - Parameters:
    ///   - target: Where to; both may be on any engine.
    ///   - progress: Called with the rows done and all there are to do; each row is done twice, written and read back.
    /// - Returns: What was copied, a table an element.
    /// - Throws: `Failure` when the target has rows already, or would hold something else than was read.
    public func copy(
        to target: Store, progress: @escaping @Sendable (_ done: Int, _ all: Int, _ table: String) -> Void
    ) async throws -> [CopiedRows] {
        let pipe = CopyPipe()
        async let departure: Void = {
            do {
                try await read(isLong: true) { try Store.send($0, into: pipe) }
            } catch {
                pipe.abandon(error)
                throw error
            }
        }()
        async let arrival = {
            do {
                return try await target.receive(from: pipe, progress)
            } catch {
                pipe.abandon(error)
                throw error
            }
        }()
        try await departure
        return try await arrival
    }

    /// Reads every table, page by page.
    private static func send(_ transaction: any Transaction, into pipe: CopyPipe) throws {
        var sums: [String: CopySum] = [:]
        try pipe.send(.begin(rows: try CopiedTable.all.map(transaction.rowCount).reduce(0, +)))
        for table in CopiedTable.all {
            sums[table.name] = try transaction.sum(of: table) { try pipe.send(.page(table, $0)) }
        }
        try pipe.send(.end(sums))
    }

    private func receive(
        from pipe: CopyPipe, _ progress: @escaping @Sendable (Int, Int, String) -> Void
    ) async throws -> [CopiedRows] {
        // What was taken from the pipe is gone: this transaction cannot be run again.
        let attempts = Mutex(0)
        return try await write { transaction in
            guard
                attempts.withLock({
                    $0 += 1; return $0
                }) == 1
            else {
                throw Failure(.fault, "Somebody else uses the target; nothing was copied")
            }
            return try CopyArrival(transaction: transaction, pipe: pipe, progress: progress, engine: engine).run()
        }
    }
}

/// The target's side of a copy.
private final class CopyArrival {
    private let transaction: any Transaction
    private let pipe: CopyPipe
    private let progress: (Int, Int, String) -> Void
    private let engine: any Engine
    private var rowsAll = 0
    private var rowsDone = 0

    init(
        transaction: any Transaction, pipe: CopyPipe, progress: @escaping (Int, Int, String) -> Void, engine: any Engine
    ) {
        self.transaction = transaction
        self.pipe = pipe
        self.progress = progress
        self.engine = engine
    }

    func run() throws -> [CopiedRows] {
        for table in CopiedTable.all {
            guard try transaction.rowCount(of: table) == 0 else {
                throw Failure(.fault, "The target is not empty: its table \(table.name) has rows; nothing was copied")
            }
        }
        let sent = try insertAll()
        try engine.adoptEvents(transaction)
        return try CopiedTable.all.map { table in
            let found = try transaction.sum(of: table) { count($0, table) }
            let sum = sent[table.name] ?? CopySum()
            guard found.rows == sum.rows, found.hex == sum.hex else {
                throw Failure(.fault, "The table \(table.name) arrived changed; nothing was copied")
            }
            return CopiedRows(
                table: table.name, source: sum.rows, target: found.rows, sourceDigest: sum.hex, targetDigest: found.hex)
        }
    }

    private func insertAll() throws -> [String: CopySum] {
        while true {
            switch try pipe.next() {
            case .begin(let rows): rowsAll = rows * 2
            case .page(let table, let rows):
                for row in rows { try transaction.insert(row, into: table) }
                count(rows, table)
            case .end(let sums): return sums
            }
        }
    }

    private func count(_ rows: [SQLRow], _ table: CopiedTable) {
        rowsDone += rows.count
        progress(rowsDone, rowsAll, table.name)
    }
}
