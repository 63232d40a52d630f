public import MusterModel

extension Store {
    /// Gives a user another image.
    ///
    /// - Parameters:
    ///   - image: The image.
    ///   - reference: Whose.
    ///   - caller: Who does it; for somebody else's they must hold `edit-other-user-avatar`.
    /// - Throws: `error-invalid-user`, `error-not-allowed`.
    public func setAvatar(_ image: Avatar, of reference: UserReference, by caller: Caller) async throws {
        try await write { session in
            let user = try session.userToDepict(reference, "Change", method: "users.setAvatar", by: caller)
            try session.telling("user.avatar-changed", user.id, by: caller, session.userImage) {
                try session.saveAvatar(image, ofUser: user.id)
            }
        }
    }

    /// Takes a user's image away, so that the initials are shown again.
    ///
    /// - Throws: As `setAvatar`.
    public func resetAvatar(of reference: UserReference, by caller: Caller) async throws {
        try await write { session in
            let user = try session.userToDepict(reference, "Reset", method: "users.resetAvatar", by: caller)
            guard user.avatarETag != nil else { return }
            try session.telling("user.avatar-changed", user.id, by: caller, session.userImage) {
                try session.removeAvatar(ofUser: user.id)
            }
        }
    }
}

extension Session {
    /// The user whose image the caller may change.
    fileprivate func userToDepict(
        _ reference: UserReference, _ verb: String, method: String, by caller: Caller
    ) throws -> User {
        guard let user = try user(reference) else { throw Failure.unknownUser }
        if try holds(caller, "edit-other-user-avatar") { return user }
        guard user.id == caller.id else { throw Failure.typed("Not allowed", "error-not-allowed", method: method) }
        guard try settings().isOn("Accounts_AllowUserAvatarChange") else {
            throw Failure.typed("\(verb) avatar is not allowed", "error-not-allowed", method: method)
        }
        return user
    }
}
