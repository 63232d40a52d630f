public import MusterModel

extension Store {
    /// The unit, nil when there is none that the caller may see (D8, D12).
    ///
    /// - Parameters:
    ///   - id: The unit.
    ///   - caller: Who asks.
    public func unit(_ id: String, for caller: Caller) async throws -> BusinessUnit? {
        try await read { try $0.unit(id, in: try $0.unitScope(of: caller)) }
    }
}
