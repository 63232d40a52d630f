import MusterModel

/// What a storage engine does for the store; everything else is the same SQL on every engine.
protocol Engine: Sendable {
    /// Runs the closure against one consistent state of the store.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws -> Value

    /// Runs the closure in a transaction of its own and returns once that transaction is on disk.
    ///
    /// The closure may run more than once and must touch nothing but the session.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws -> Value

    /// Copies the store, as one consistent state, into a new file while others go on reading and writing.
    func backup(to path: String) async throws

    /// Looks for damage below the schema; returns what it found in plain words.
    func faults() async throws -> [String]

    /// Releases files and connections.
    func close() throws
}
