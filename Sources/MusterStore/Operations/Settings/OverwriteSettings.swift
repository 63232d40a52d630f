public import MusterModel

extension Store {
    /// Stores the values that the environment sets (D72); writes nothing when they are there.
    ///
    /// - Parameter values: Values by ids, of the settings' types.
    public func overwriteSettings(_ values: [String: JSON]) async throws {
        let present = try await settings()
        guard values.contains(where: { present[$0.key] != $0.value }) else { return }
        try await write { transaction in
            let settings = try transaction.settings()
            for (id, value) in values.sorted(by: { $0.key < $1.key }) {
                try transaction.changeSetting(id, from: settings[id], to: value, by: .system("environment"))
            }
        }
    }
}
