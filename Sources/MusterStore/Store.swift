import Foundation
import MusterModel

/// The store: every public operation is one transaction that keeps all invariants.
///
/// Operations are in `Operations/<Noun>/<Verb><Noun>.swift`.
///
/// Beside what it names, every operation throws a `Failure` of kind `unavailable` or `damaged` when the store cannot be
/// read or written now, and `AdmissionChanged` when the request must be admitted anew; then nothing is done.
public struct Store: Sendable {
    let engine: any Engine
    let policies: PolicyCache
    let recentCallers = RecentCallers()
    /// What the transactions of a request confirm first; nil for what the program itself does.
    var admission: Admission?

    /// Opens the store and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - database: The path of a file, whose folder is made if missing, or where a database server is.
    ///   - mustExist: Refuse to make or migrate anything: what a command on a database in use wants.
    ///   - patience: How long to wait for other processes that use the file.
    /// - Throws: `Failure` when it cannot be opened, is no database, or was made by a newer program.
    public static func open(
        _ database: String, mustExist: Bool = false, patience: Patience = Patience()
    ) async throws -> Store {
        let policies = PolicyCache()
        let engine = try Engines.open(database, mustExist: mustExist, patience: patience, policies: policies)
        let store = Store(engine: engine, policies: policies)
        do {
            if mustExist { try await store.checkMigrations() } else { try await store.migrateIfPossible() }
        } catch {
            try? store.close()
            throw error
        }
        return store
    }

    /// Releases the file, or the connections.
    public func close() throws { try engine.close() }

    /// Copies the store into a new file while it is in use.
    ///
    /// - Parameter path: A file that must not exist yet.
    /// - Throws: `Failure` when it exists or cannot be written.
    public func backup(to path: String) async throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(.fault, "\(path) exists already")
        }
        try await engine.backup(to: path)
    }

    /// Answers when the store can be read and is where it was.
    ///
    /// - Throws: `Failure` when it cannot be read, or its file was removed or replaced.
    public func checkHealth() async throws {
        try checkPlace()
        _ = try await read { try $0.migrationNumber() }
    }

    /// Answers when the store is where it was: of a file that was removed or replaced only reads are served.
    ///
    /// - Throws: `Failure` when it is not.
    public func checkPlace() throws { try engine.checkPlace() }

    /// Runs the closure against one state of the store, or one a statement.
    ///
    /// - Parameters:
    ///   - view: What the closure sees.
    ///   - isLong: Whether the closure must run only once, however long it takes; else it may run again.
    ///   - body: The closure.
    func read<Value: Sendable>(
        view: ReadView = .oneState, isLong: Bool = false,
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        let admission = self.admission
        return try await TransactionTally.reads.counting {
            try await engine.read(view, isLong: isLong) { transaction in
                try admission?.confirm(in: transaction)
                return try body(transaction)
            }
        }
    }

    /// Runs the closure in a transaction and returns once that is on disk. It is right if it is right alone, whatever
    /// it looks at. It may run more than once.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        let admission = self.admission
        return try await write(.asIfAlone) { transaction in
            try admission?.confirm(in: transaction)
            return try body(transaction)
        }
    }

    /// Runs the closure in a transaction and returns once that is on disk, for what concerns one user alone: it must
    /// rely on nothing but that user and what hangs on them, the caller's rights, and settings. It may run more than
    /// once.
    ///
    /// - Parameters:
    ///   - reference: The user.
    ///   - caller: Whose rights it relies on, nil for nobody's.
    ///   - body: The closure; it is given the user's id, nil when there is no such user.
    func write<Value: Sendable>(
        holding reference: UserReference, by caller: Caller?,
        _ body: @escaping @Sendable (_ transaction: any Transaction, _ userID: String?) throws -> Value
    ) async throws -> Value {
        let admission = self.admission
        return try await write(.byHolding) { transaction in
            let id = try transaction.hold(reference, by: caller)
            // Not before: what was read before may be otherwise by now.
            try admission?.confirm(in: transaction)
            return try body(transaction, id)
        }
    }

    private func write<Value: Sendable>(
        _ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        let value = try await TransactionTally.writes.counting { try await engine.write(isolation, body) }
        admission?.noteWritten()
        return value
    }

    private func checkMigrations() async throws {
        let present: Int
        do {
            present = try await read { try $0.migrationNumber() }
        } catch let failure as Failure where failure.text.contains("schema_migrations") {
            throw Failure(.fault, "This is no database of Muster's, or an empty one: start a server on it first")
        }
        try refuseNewer(present)
        guard present == Migration.newest else {
            throw Failure(
                .fault,
                "The database has schema \(present), this program \(Migration.newest): start a server to migrate it")
        }
    }

    private func refuseNewer(_ present: Int) throws {
        guard present <= Migration.newest else {
            throw Failure(
                .fault,
                "The database has schema \(present), this program knows \(Migration.newest): use a newer program")
        }
    }

    /// Where nothing can be written, a store that needs no migration can be read all the same.
    private func migrateIfPossible() async throws {
        do {
            try await migrate()
        } catch let failure as Failure where failure.kind == .unavailable {
            guard let present = try? await read({ try $0.migrationNumber() }), present == Migration.newest else {
                throw failure
            }
        }
    }

    private func migrate() async throws {
        try await engine.migrate { transaction in
            try transaction.prepareMigrationTable()
            let present = try transaction.migrationNumber()
            try refuseNewer(present)
            try engine.prepareDialect(transaction)
            for migration in Migration.all where migration.number > present { try transaction.apply(migration) }
        }
    }
}
