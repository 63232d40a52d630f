public import MusterModel

extension Store {
    /// Deactivates users of a role who have not logged in for long, some of them at once.
    ///
    /// The caller stays active, and so does the last administrator.
    ///
    /// - Parameters:
    ///   - time: Their last login, or else their creation, was then or before.
    ///   - role: The id of a role they hold.
    ///   - caller: Who does it.
    /// - Returns: How many were deactivated, and whether there may be more.
    public func deactivateIdle(
        since time: Timestamp, role: String, by caller: Caller
    ) async throws -> (count: Int, mayGoOn: Bool) {
        try await write { transaction in
            let batch = Limits.deactivationBatch
            var filter = Filter()
            filter.requireIdle(since: time, role: role, exceptOf: caller.id)
            var count = 0
            let idle = try transaction.users(filter, Page(offset: 0, count: batch)).rows
            for user in idle where try !transaction.isLastAdmin(user) {
                try transaction.changeActive(false, user, by: caller)
                count += 1
            }
            return (count, idle.count == batch && count > 0)
        }
    }
}
