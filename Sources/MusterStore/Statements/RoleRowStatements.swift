import MusterModel

/// The rows of roles themselves; who holds them is in `RoleStatements`.
extension Transaction {
    private var roleColumns: String {
        "SELECT id, name, scope, description, mandatory_2fa, protected, updated_at FROM roles"
    }

    private func role(_ row: SQLRow) -> Role {
        Role(
            id: row.text(0), name: row.text(1), scope: row.text(2), description: row.text(3),
            mandatory2FA: row.bool(4), isProtected: row.bool(5), updatedAt: row.time(6))
    }

    /// Every role, by id.
    func roles() throws -> [Role] { try rows(roleColumns + " ORDER BY id", []).map(role) }

    func role(id: String) throws -> Role? { try row(roleColumns + " WHERE id = $1", [.text(id)]).map(role) }

    func role(name: String) throws -> Role? { try row(roleColumns + " WHERE name = $1", [.text(name)]).map(role) }

    /// The role that this transaction has just made or changed, as it is now.
    func presentRole(_ id: String) throws -> Role {
        guard let role = try role(id: id) else { throw Failure(.fault, "a role that was saved is not there") }
        return role
    }

    func role(_ reference: RoleReference) throws -> Role? {
        switch reference {
        case .id(let id): try role(id: id)
        case .name(let name): try role(name: name) ?? role(id: name)
        }
    }

    func insertRole(_ id: String, _ new: NewRole) throws {
        try run(
            """
            INSERT INTO roles (id, name, scope, description, mandatory_2fa, protected, updated_at)
            VALUES ($1, $2, $3, $4, $5, 0, $6)
            """,
            [
                .text(id), .text(new.name), .text(new.scope), .text(new.description ?? ""),
                .bool(new.mandatory2FA ?? false), .time(now),
            ])
    }

    func updateRole(_ id: String, _ new: NewRole) throws {
        try run(
            """
            UPDATE roles SET name = $2, scope = $3, description = coalesce($4, description),
                mandatory_2fa = coalesce($5, mandatory_2fa), updated_at = $6
            WHERE id = $1
            """,
            [
                .text(id), .text(new.name), .text(new.scope), .optional(new.description), .optional(new.mandatory2FA),
                .time(now),
            ])
    }

    /// The roles deleted since a moment, as the event log remembers them, the latest last.
    func deletedRoles(since time: Timestamp) throws -> [DeletedRole] {
        try rows(
            """
            SELECT subject_id, before, at FROM events WHERE kind = 'role.deleted' AND at >= $1 ORDER BY at, sequence
            """, [.time(time)]
        ).map { row in
            DeletedRole(id: row.text(0), name: row.object(1)["name"]?.string ?? "", at: row.time(2))
        }
    }

    func deleteRole(_ id: String) throws {
        try run("DELETE FROM roles WHERE id = $1", [.text(id)])
        // Permissions lose it.
        forgetPolicy()
    }
}
