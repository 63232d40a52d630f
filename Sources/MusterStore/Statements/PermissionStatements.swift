import MusterModel

/// The table of permissions and who has them.
extension Transaction {
    /// Every permission that is stored, by id.
    func permissions() throws -> [Permission] {
        let holders = try rows(
            "SELECT permission_id, role_id FROM permission_roles ORDER BY permission_id, role_id", [])
        let roles = Dictionary(grouping: holders) { $0.text(0) }.mapValues { $0.map { $0.text(1) } }
        return try rows("SELECT id, updated_at FROM permissions ORDER BY id", []).map { row in
            Permission(id: row.text(0), roles: roles[row.text(0)] ?? [], updatedAt: row.time(1))
        }
    }

    /// Replaces the roles of a permission.
    func setRoles(_ roles: [String], ofPermission id: String) throws {
        try run("UPDATE permissions SET updated_at = $2 WHERE id = $1", [.text(id), .time(now)])
        try run("DELETE FROM permission_roles WHERE permission_id = $1", [.text(id)])
        for role in roles {
            try run("INSERT INTO permission_roles (permission_id, role_id) VALUES ($1, $2)", [.text(id), .text(role)])
        }
        forgetPolicy()
    }
}
