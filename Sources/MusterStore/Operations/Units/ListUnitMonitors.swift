public import MusterModel

extension Store {
    /// A unit's monitors by user name; none for an unknown unit.
    ///
    /// - Parameter id: The unit.
    public func monitors(ofUnit id: String) async throws -> [UnitMonitor] {
        try await read { try $0.monitors(ofUnit: id) }
    }
}
