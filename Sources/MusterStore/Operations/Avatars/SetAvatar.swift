public import MusterModel

extension Store {
    /// Gives a user another image.
    ///
    /// - Parameters:
    ///   - image: The image.
    ///   - reference: Whose.
    ///   - caller: Who does it; for somebody else's they must hold `edit-other-user-avatar`.
    /// - Throws: `unknown`, `mayNot`.
    public func setAvatar(_ image: Avatar, of reference: UserReference, by caller: Caller) async throws {
        try await write(holding: reference, by: caller) { transaction, id in
            let user = try transaction.userToDepict(id, resetting: false, by: caller)
            try transaction.recordingChange("user.avatar-changed", user.id, by: caller, transaction.userImage) {
                try transaction.saveAvatar(image, ofUser: user.id)
            }
        }
    }
}

extension Transaction {
    /// The user whose image the caller may change.
    func userToDepict(
        _ id: String?, resetting: Bool, by caller: Caller
    ) throws -> User {
        guard let user = try id.flatMap({ try user(id: $0) }) else { throw StoreRefusal.user(.unknown) }
        if try holds(caller, "edit-other-user-avatar") { return user }
        guard user.id == caller.id else { throw StoreRefusal.user(.mayNot(.depictOthers(resetting: resetting))) }
        guard try settings().isOn("Accounts_AllowUserAvatarChange") else {
            throw StoreRefusal.user(.mayNot(.depictOneself(resetting: resetting)))
        }
        return user
    }
}
