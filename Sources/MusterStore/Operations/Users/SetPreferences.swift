public import MusterModel

extension Store {
    /// Adds to what a user prefers.
    ///
    /// - Parameters:
    ///   - changes: What is preferred from now on; all else stays.
    ///   - userID: Whose, nil for the caller's own.
    ///   - caller: Who does it.
    /// - Returns: All that differs from the defaults.
    /// - Throws: `mayNot(.prefer)` for somebody else's without `edit-other-user-info`, `noneToPrefer`.
    public func setPreferences(
        _ changes: JSONObject, of userID: String?, by caller: Caller
    ) async throws -> (userID: String, preferences: JSONObject) {
        let id = userID ?? caller.id
        return try await write(holding: .id(id), by: caller) { transaction, _ in
            guard try id.isSame(as: caller.id) || transaction.holds(caller, "edit-other-user-info") else {
                throw StoreRefusal.user(.mayNot(.prefer))
            }
            guard try transaction.user(id: id) != nil else {
                throw StoreRefusal.user(.noneToPrefer)
            }
            let after = try transaction.preferences(ofUser: id).merging(changes)
            try transaction.recordingChange("user.preferences-changed", id, by: caller, transaction.userImage) {
                try transaction.setPreferences(after, ofUser: id)
            }
            return (id, after)
        }
    }
}
