import MusterModel

/// What keeps transactions apart that rely on the same user (docs/storage.md, "Isolation"). On the file engine writes
/// come one after the other, and nothing need be held.
private let holdPolicy =
    "{file}SELECT 1{server}SELECT pg_advisory_xact_lock_shared(\(AdvisoryLocks.policy)){both}"

extension Transaction {
    /// Takes hold of a user, of their caller and of what roles permit and settings say, until the transaction ends.
    ///
    /// What is read after this stays as it is. Others who come to the same user wait; a serializable transaction that
    /// began before is run again then, because the row is written anew.
    ///
    /// - Parameters:
    ///   - reference: The user.
    ///   - caller: Whose rights the transaction relies on, nil for nobody's.
    /// - Returns: The id of the user whom the reference names until the end; nil when it names nobody.
    func hold(_ reference: UserReference, by caller: Caller?) throws -> String? {
        try post(holdPolicy, [])
        let id = try holdUser(reference)
        if let caller, caller.id != id {
            try post("{file}SELECT $1{server}SELECT 1 FROM users WHERE id = $1 FOR SHARE{both}", [.text(caller.id)])
        }
        return id
    }

    /// Takes hold of a user in a serializable transaction that changes what they may do, or ends sessions of theirs:
    /// who holds them already is waited for, and this transaction is run again when it has not seen what they did.
    func lockUser(_ id: String) throws {
        try post("{file}SELECT $1{server}SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE{both}", [.text(id)])
    }

    private func holdUser(_ reference: UserReference) throws -> String? {
        if case .id(let id) = reference {
            try writeAnew(id)
            return id
        }
        var held: String?
        // Whom a name means may change until its holder is held: names are unique, so afterwards nobody else can get
        // it.
        while let named = try userID(reference) {
            if named == held { return named }
            try writeAnew(named)
            held = named
        }
        return nil
    }

    private func userID(_ reference: UserReference) throws -> String? {
        switch reference {
        case .id(let id): id
        case .username(let name): try userIDs(loggingInAs: .username(name)).first
        case .email(let address): try userIDs(loggingInAs: .email(address)).first
        }
    }

    private func writeAnew(_ userID: String) throws {
        try post(
            "{file}SELECT $1{server}UPDATE users SET updated_at = updated_at WHERE id = $1{both}", [.text(userID)])
    }
}
