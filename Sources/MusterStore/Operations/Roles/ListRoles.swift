public import MusterModel

extension Store {
    /// Every role, by id.
    public func roles() async throws -> [Role] { try await read { try $0.roles() } }
}
