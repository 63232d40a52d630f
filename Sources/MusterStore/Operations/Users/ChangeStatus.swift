public import MusterModel

extension Store {
    /// Says what a user is doing; nothing is stored when any of it is refused.
    ///
    /// - Parameters:
    ///   - status: `online`, `away`, `busy` or `offline`; nil to keep it.
    ///   - message: His words; what is over 120 characters is cut off. Nil to keep them.
    ///   - reference: Whose.
    ///   - caller: Who says it.
    /// - Throws: The refusals of contract 5.2 in their order.
    public func setStatus(
        _ status: String?, message: String?, of reference: UserReference, by caller: Caller
    ) async throws {
        try await write { session in
            let settings = try session.settings()
            guard settings.isOn("Accounts_AllowUserStatusMessageChange") else {
                throw Failure.typed("Change status is not allowed", "error-not-allowed", method: "users.setStatus")
            }
            guard let user = try session.user(reference) else { throw Failure.unknownUser }
            guard try user.id == caller.id || session.holds(caller, "edit-other-user-info") else {
                throw Failure(.forbidden, "unauthorized")
            }
            if let status { try UserChange.checkStatus(status, settings) }
            try session.telling("user.status-changed", user.id, by: caller, session.userImage) {
                try status.map { try session.setStatus($0, ofUser: user.id) }
                try message.map { try session.setStatusText(UserChange.cutStatusText($0), ofUser: user.id) }
            }
        }
    }

    /// Adds to what a user prefers.
    ///
    /// - Returns: All that differs from the defaults.
    /// - Throws: `error-action-not-allowed` for somebody else's without `edit-other-user-info`, `error-invalid-user`.
    public func setPreferences(
        _ changes: JSONObject, of userID: String?, by caller: Caller
    ) async throws -> (userID: String, preferences: JSONObject) {
        try await write { session in
            let id = userID ?? caller.id
            guard try id.isSame(as: caller.id) || session.holds(caller, "edit-other-user-info") else {
                throw Failure.typed(
                    "Editing user is not allowed", "error-action-not-allowed", method: "users.setPreferences")
            }
            guard try session.user(id: id) != nil else {
                throw Failure.typed(
                    "The optional \"userId\" param provided does not match any users", "error-invalid-user",
                    method: "users.setPreferences")
            }
            let after = try session.preferences(ofUser: id).merging(changes)
            try session.telling("user.preferences-changed", id, by: caller, session.userImage) {
                try session.setPreferences(after, ofUser: id)
            }
            return (id, after)
        }
    }
}

extension Failure {
    /// A request names a user who does not exist (contract 5.2).
    public static let unknownUser = Failure.typed(
        "The required \"userId\" or \"username\" param provided does not match any users", "error-invalid-user")
}
