public import MusterModel

extension Store {
    /// The settings as they are now.
    public func settings() async throws -> Settings { try await read { try $0.settings() } }
}
