import MusterModel

/// What roles permit and what settings say, read once a revision.
extension Transaction {
    /// As of this transaction.
    func policy() throws -> Policy {
        if let known = memory.current { return known }
        return try policy(of: policyRevision())
    }

    func policyRevision() throws -> Int64 { Int64(try number("SELECT revision FROM policy_revision WHERE id = 1")) }

    /// - Parameter revision: The store's, as this transaction has read it.
    func policy(of revision: Int64) throws -> Policy {
        let policy = try memory.cache.policy(of: revision) ?? readPolicy(revision)
        memory.current = policy
        return policy
    }

    private func readPolicy(_ revision: Int64) throws -> Policy {
        let holders = try rows("SELECT permission_id, role_id FROM permission_roles", [])
        let roles = Dictionary(grouping: holders) { $0.text(0) }.mapValues { Set($0.map { $0.text(1) }) }
        let policy = Policy(revision: revision, settings: try readSettings(), rolesByPermission: roles)
        memory.cache.keep(policy)
        return policy
    }

    /// To be called after a change of settings or of a permission's roles.
    func forgetPolicy() { memory.current = nil }

    func settings() throws -> Settings { try policy().settings }

    /// Whether the caller has a permission.
    func holds(_ caller: Caller, _ permission: String) throws -> Bool {
        try policy().permits(permission, to: caller.roles)
    }

    /// Who presents a token, and the revision of roles and settings.
    func standing(hashedToken: String, userID: String) throws -> Standing {
        let found = try row(
            """
            SELECT p.revision, t.hashed_token, u.username,
                (SELECT {joined}(r.role_id, {char}(10)) FROM user_roles r WHERE r.user_id = u.id)
            FROM policy_revision p
            LEFT JOIN login_tokens t ON t.hashed_token = $1 AND t.user_id = $2
            LEFT JOIN users u ON u.id = t.user_id AND u.active = 1
            WHERE p.id = 1
            """, [.text(hashedToken), .text(userID)])
        guard let found else { throw Failure(.fault, "the store has no revision") }
        let revision = Int64(found.int(0))
        guard let username = found.textOrNil(2), Digest.areEqual(found.text(1), hashedToken) else {
            return Standing(revision: revision, username: nil, roles: [])
        }
        let roles = found.text(3).split(separator: "\n").map(String.init)
        return Standing(revision: revision, username: username, roles: Set(roles))
    }
}

/// Who presents a token, as one transaction sees it.
struct Standing: Equatable {
    let revision: Int64
    /// Nil when the token is nobody's, or its owner is deactivated.
    let username: String?
    let roles: Set<String>
}
