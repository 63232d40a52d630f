import MusterModel

/// What a storage engine does for the store; everything else is the same SQL on every engine.
protocol Engine: Sendable {
    /// Runs the closure against one consistent state of the store.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws -> Value

    /// Runs the closure in a transaction of its own and returns once that transaction is on disk.
    ///
    /// The closure may run more than once and must touch nothing but the session.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws -> Value

    /// As `write`, once nobody else changes the schema; others wait until it is done.
    func changeSchema(_ body: @escaping @Sendable (any Session) throws -> Void) async throws

    /// Makes what the dialect's words stand for, where that is not built in.
    func prepareDialect(_ session: any Session) throws

    /// - Throws: `Failure` when the store is no longer where it was: nothing may be written then.
    func checkPlace() throws

    /// Called when events with numbers of their own were put into an empty log: the next number follows them.
    func adoptEvents(_ session: any Session) throws

    /// Copies the store, as one consistent state, into a new file while others go on reading and writing.
    func backup(to path: String) async throws

    /// Looks for damage below the schema.
    func examine() async throws -> EngineExamination

    /// Releases files and connections.
    func close() throws
}

extension Engine {
    /// Nothing to wait for where writes come one after the other.
    func changeSchema(_ body: @escaping @Sendable (any Session) throws -> Void) async throws { try await write(body) }

    /// Nothing to look for where the database is a server's own.
    func checkPlace() throws {}

    /// Nothing to make where everything is built in.
    func prepareDialect(_ session: any Session) throws {}
}

/// What an engine found below the schema, in plain words.
struct EngineExamination: Sendable {
    /// What was looked at.
    let check: String
    let faults: [String]
}
