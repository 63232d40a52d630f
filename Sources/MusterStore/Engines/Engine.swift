import MusterModel

/// What a storage engine does for the store; everything else is the same SQL on every engine.
protocol Engine: Sendable {
    /// Runs the closure against one consistent state of the store, or one a statement.
    ///
    /// - Parameters:
    ///   - view: What the closure sees.
    ///   - isLong: Whether the closure must run only once, however long it takes; else it may run again.
    ///   - body: The closure. It must touch nothing but the transaction unless it runs only once.
    func read<Value: Sendable>(
        _ view: ReadView, isLong: Bool, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value

    /// Runs the closure in a transaction of its own and returns once that transaction is on disk.
    ///
    /// - Parameters:
    ///   - isolation: What keeps it apart from others.
    ///   - body: The closure. It may run more than once and must touch nothing but the transaction.
    func write<Value: Sendable>(
        _ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value

    /// As `write`, once nobody else changes the schema; others wait until it is done.
    func migrate(_ body: @escaping @Sendable (any Transaction) throws -> Void) async throws

    /// Makes what the dialect's words stand for, where that is not built in.
    func prepareDialect(_ transaction: any Transaction) throws

    /// - Throws: `Failure` when the store is no longer where it was: nothing may be written then.
    func checkPlace() throws

    /// Called when events with numbers of their own were put into an empty log: the next number follows them.
    func adoptEvents(_ transaction: any Transaction) throws

    /// Copies the store, as one consistent state, into a new file while others go on reading and writing.
    func backup(to path: String) async throws

    /// Looks for damage below the schema.
    func examine() async throws -> EngineExamination

    /// Releases files and connections.
    func close() throws
}

extension Engine {
    /// Nothing to wait for where writes come one after the other.
    func migrate(_ body: @escaping @Sendable (any Transaction) throws -> Void) async throws {
        try await write(.asIfAlone, body)
    }

    /// Nothing to look for where the database is a server's own.
    func checkPlace() throws {}

    /// Nothing to make where everything is built in.
    func prepareDialect(_ transaction: any Transaction) throws {}
}

/// What a read sees of what others commit meanwhile.
enum ReadView: Sendable {
    /// One state, that of its beginning.
    case oneState
    /// With each statement at least what had been committed when that began.
    case newestByStatement
}

/// What keeps a write apart from others (docs/storage.md, "Isolation").
enum Isolation: Sendable {
    /// The engine: the write is right if it is right alone, whatever it looks at.
    case asIfAlone
    /// What it holds: it takes a hold of all that it relies on before it looks at that.
    case byHolding
}

/// What an engine found below the schema, in plain words.
struct EngineExamination: Sendable {
    /// What was looked at.
    let check: String
    let faults: [String]
}
