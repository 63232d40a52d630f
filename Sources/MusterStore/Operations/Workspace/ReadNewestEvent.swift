public import MusterModel

extension Store {
    /// The newest event of the log: its number and when it was written; nil while there is none.
    public func newestEvent() async throws -> (sequence: Int, at: Timestamp)? {
        try await read { try $0.newestEvent() }
    }
}
