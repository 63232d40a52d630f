public import MusterModel

extension Store {
    /// Says what a user is doing; nothing is stored when any of it is refused.
    ///
    /// - Parameters:
    ///   - status: `online`, `away`, `busy` or `offline`; nil to keep it.
    ///   - message: Their words; what is over 120 characters is cut off. Nil to keep them.
    ///   - reference: Whose.
    ///   - caller: Who says it.
    /// - Throws: The refusals of contract 5.2 in their order.
    public func setStatus(
        _ status: String?, message: String?, of reference: UserReference, by caller: Caller
    ) async throws {
        try await write(holding: reference, by: caller) { transaction, id in
            let settings = try transaction.settings()
            guard settings.isOn("Accounts_AllowUserStatusMessageChange") else {
                throw StoreRefusal.user(.mayNot(.sayStatus))
            }
            guard let user = try id.flatMap({ try transaction.user(id: $0) }) else { throw StoreRefusal.user(.unknown) }
            guard try user.id == caller.id || transaction.holds(caller, "edit-other-user-info") else {
                throw StoreRefusal.user(.mayNot(.actForOthers))
            }
            if let status, let fault = UserChange.fault(ofStatus: status, settings) {
                throw StoreRefusal.user(.status(fault))
            }
            try transaction.recordingChange("user.status-changed", user.id, by: caller, transaction.userImage) {
                try status.map { try transaction.setStatus($0, ofUser: user.id) }
                try message.map { try transaction.setStatusText(UserChange.cutStatusText($0), ofUser: user.id) }
            }
        }
    }
}
