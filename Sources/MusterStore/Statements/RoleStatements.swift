import MusterModel

/// Roles, who holds them, and what they permit.
extension Transaction {
    func roles(ofUsers ids: [String]) throws -> [String: [String]] {
        let found = try rows(
            """
            SELECT user_id, role_id FROM user_roles
            WHERE user_id IN (SELECT value FROM {each}($1)) ORDER BY user_id, position, role_id
            """, [.list(ids)])
        return Dictionary(grouping: found) { $0.text(0) }.mapValues { $0.map { $0.text(1) } }
    }

    func roleExists(_ id: String) throws -> Bool {
        try number("SELECT count(*) FROM roles WHERE id = $1", [.text(id)]) > 0
    }

    /// Gives a role; does nothing if they have it.
    func giveRole(_ roleID: String, toUser userID: String) throws {
        try run(
            """
            INSERT INTO user_roles (user_id, role_id, position)
            SELECT $1, $2, (SELECT coalesce(max(position), 0) + 1 FROM user_roles WHERE user_id = $1)
            WHERE EXISTS (SELECT 1 FROM users WHERE id = $1)
            ON CONFLICT (user_id, role_id) DO NOTHING
            """, [.text(userID), .text(roleID)])
    }

    /// Takes a role; the rows that hang on it (a monitor's units) go with it.
    func takeRole(_ roleID: String, fromUser userID: String) throws {
        try run("DELETE FROM user_roles WHERE user_id = $1 AND role_id = $2", [.text(userID), .text(roleID)])
    }

    /// How many users hold a role.
    func holderCount(ofRole roleID: String) throws -> Int {
        try number("SELECT count(*) FROM user_roles WHERE role_id = $1", [.text(roleID)])
    }

    /// True when without this user nobody would be admin who is active, can log in and is no guest (D70).
    func isLastAdmin(_ user: User) throws -> Bool {
        guard user.roles.contains(Role.admin) else { return false }
        let others = """
            SELECT count(*) FROM users u JOIN user_roles r ON r.user_id = u.id AND r.role_id = 'admin'
            WHERE u.id <> $1 AND \(Role.mayLead("u"))
            """
        return try number(others, [.text(user.id)]) == 0
    }

    /// Writes a default role; an administrator's own description of one without a default survives (contract 7.2).
    func saveDefaultRole(_ role: Role) throws {
        try run(
            """
            INSERT INTO roles (id, name, scope, description, protected, updated_at) VALUES ($1, $2, $3, $4, 1, $5)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, scope = excluded.scope, protected = 1,
                description = CASE excluded.description WHEN '' THEN roles.description ELSE excluded.description END
            """,
            [.text(role.id), .text(role.name), .text(role.scope), .text(role.description), .time(now)])
    }

    /// Makes a permission with its default roles, unless it exists: then an administrator's choice stays.
    func makePermission(_ id: String, roles: [String]) throws {
        let made = try run(
            "INSERT INTO permissions (id, updated_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING",
            [.text(id), .time(now)])
        guard made > 0 else { return }
        for role in roles {
            try run("INSERT INTO permission_roles (permission_id, role_id) VALUES ($1, $2)", [.text(id), .text(role)])
        }
        forgetPolicy()
    }
}

extension Role {
    /// What makes an admin one who can run the workspace: they are active, can log in, and are no guest, whom no other
    /// role opens anything.
    static func mayLead(_ user: String) -> String {
        """
        \(user).active = 1 AND \(user).type <> 'app' AND \(user).password_hash IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM user_roles g WHERE g.user_id = \(user).id AND g.role_id = 'guest')
        """
    }
}
