public import MusterModel

extension Store {
    /// Every permission: those that are stored, and one for each setting (contract 5.4).
    public func permissions() async throws -> [Permission] { try await read { try $0.allPermissions() } }
}

extension Transaction {
    func allPermissions() throws -> [Permission] {
        let stored = try permissions()
        let known = Set(stored.map(\.id))
        let settings = Settings.defaults.keys.map { Permission.settingPrefix + $0 }.sorted()
        let others = settings.filter { !known.contains($0) }
        // Nobody was ever given them, so they are as old as the workspace can be.
        return stored + others.map { Permission(id: $0, roles: [], updatedAt: Timestamp(milliseconds: 0)) }
    }
}
