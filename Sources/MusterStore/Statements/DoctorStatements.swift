import MusterModel

/// What must never be found in a healthy store.
extension Transaction {
    /// Each question and how many rows break it.
    func brokenInvariants() throws -> [(invariant: String, rows: Int)] {
        try (references + eventLog + rules).map { ($0.invariant, try number($0.query)) } + repeatedColumns()
            + brokenSearchIndexes() + wrongListLengths()
    }

    /// Nothing refers to what is gone. The schema keeps this; a damaged file or a restored table may not.
    private var references: [(invariant: String, query: String)] {
        [
            ("a department's unit exists", "departments", "unit_id", "units"),
            ("an agent of a department exists", "department_agents", "user_id", "users"),
            ("the department of an agent exists", "department_agents", "department_id", "departments"),
            ("the unit of a monitor exists", "unit_monitors", "unit_id", "units"),
            ("who holds a role exists", "user_roles", "user_id", "users"),
            ("a role somebody holds exists", "user_roles", "role_id", "roles"),
            ("a role with a permission exists", "permission_roles", "role_id", "roles"),
            ("a permission of a role exists", "permission_roles", "permission_id", "permissions"),
            ("an address belongs to a user", "user_emails", "user_id", "users"),
            ("a login token belongs to a user", "login_tokens", "user_id", "users"),
            ("an avatar belongs to a user", "avatars", "user_id", "users"),
            ("a password reset belongs to a user", "password_resets", "user_id", "users"),
        ].map { invariant, table, column, whole in
            (
                invariant,
                """
                SELECT count(*) FROM \(table) t
                WHERE t.\(column) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \(whole) w WHERE w.id = t.\(column))
                """
            )
        }
    }

    /// The event log is complete.
    private var eventLog: [(invariant: String, query: String)] {
        [
            (
                "a unit was created by an event",
                """
                SELECT count(*) FROM units u WHERE NOT EXISTS (
                    SELECT 1 FROM events e WHERE e.subject_id = u.id AND e.kind = 'unit.created')
                """
            ),
            (
                "a unit's last change is in the event log",
                """
                SELECT count(*) FROM units u WHERE NOT EXISTS (
                    SELECT 1 FROM events e WHERE e.subject_id = u.id AND e.kind IN ('unit.created', 'unit.updated')
                        AND e.at = u.updated_at)
                """
            ),
        ]
            + ["unit", "department", "role", "user"].map { noun in
                (
                    "the newest event of a \(noun) that is gone says so",
                    """
                    SELECT count(*) FROM events e WHERE e.kind LIKE '\(noun).%' AND e.kind <> '\(noun).deleted'
                        AND NOT EXISTS (SELECT 1 FROM \(noun)s w WHERE w.id = e.subject_id)
                        AND NOT EXISTS (SELECT 1 FROM events n WHERE n.subject_id = e.subject_id
                            AND n.sequence > e.sequence AND n.kind LIKE '\(noun).%')
                    """
                )
            }
    }

    /// What holds between rows of one kind.
    private var rules: [(invariant: String, query: String)] {
        [
            (
                "a monitor of a unit holds the role livechat-monitor",
                """
                SELECT count(*) FROM unit_monitors m WHERE NOT EXISTS (
                    SELECT 1 FROM user_roles r WHERE r.user_id = m.user_id AND r.role_id = 'livechat-monitor')
                """
            ),
            (
                "an archived department is disabled",
                "SELECT count(*) FROM departments WHERE archived = 1 AND enabled = 1"
            ),
            (
                "a personal access token has a name and no other has",
                "SELECT count(*) FROM login_tokens WHERE (type = 'personal') <> (name IS NOT NULL)"
            ),
            (
                "an admin can log in, once there are people",
                """
                SELECT count(*) FROM roles r WHERE r.id = 'admin' AND EXISTS (SELECT 1 FROM users WHERE type = 'user')
                    AND NOT EXISTS (SELECT 1 FROM user_roles a JOIN users u ON u.id = a.user_id
                        WHERE a.role_id = 'admin' AND \(Role.mayLead("u")))
                """
            ),
        ]
    }

    /// Columns that repeat something, so that it can be sorted and looked for. Compared here because SQL neither folds
    /// names nor keeps U+0000.
    private func repeatedColumns() throws -> [(invariant: String, rows: Int)] {
        let departments = try rows("SELECT name, enabled, fields FROM departments", []).map { row in
            (name: row.text(0), enabled: row.bool(1), members: row.object(2))
        }
        let folded = [("departments", "name"), ("units", "name"), ("users", "name"), ("users", "username")]
        return [
            (
                "a department's column name is its member",
                departments.count { !$0.name.isSame(as: $0.members["name"]?.string ?? "") }
            ),
            (
                "a department's column enabled is its member",
                departments.count { $0.enabled != ($0.members["enabled"]?.bool ?? false) }
            ),
        ]
            + (try (folded + [("user_emails", "address")]).map { table, column in
                let texts = try rows("SELECT \(column), \(column)_folded FROM \(table)", [])
                return (
                    "\(column)_folded of \(table) is \(column), folded",
                    texts.count { !$0.text(0).folded.isSame(as: $0.text(1)) }
                )
            })
    }

    /// How many rows each kind of thing has, for a person to compare.
    func census() throws -> [(noun: String, rows: Int)] {
        try ["users", "roles", "permissions", "units", "unit_monitors", "departments", "department_agents", "events"]
            .map { ($0, try number("SELECT count(*) FROM \($0)")) }
    }
}
