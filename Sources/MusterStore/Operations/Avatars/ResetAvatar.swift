public import MusterModel

extension Store {
    /// Takes a user's image away, so that the initials are shown again.
    ///
    /// - Parameters:
    ///   - reference: Whose.
    ///   - caller: Who does it; for somebody else's they must hold `edit-other-user-avatar`.
    /// - Throws: As `setAvatar`.
    public func resetAvatar(of reference: UserReference, by caller: Caller) async throws {
        try await write(holding: reference, by: caller) { transaction, id in
            let user = try transaction.userToDepict(id, resetting: true, by: caller)
            guard user.avatarETag != nil else { return }
            try transaction.recordingChange("user.avatar-changed", user.id, by: caller, transaction.userImage) {
                try transaction.removeAvatar(ofUser: user.id)
            }
        }
    }
}
