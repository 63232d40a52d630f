import MusterModel

/// What must never be found in a healthy store.
extension Session {
    /// Each question and how many rows break it.
    func brokenInvariants() throws -> [(invariant: String, rows: Int)] {
        try [
            (
                "a monitor of a unit holds the role livechat-monitor",
                """
                SELECT count(*) FROM unit_monitors m WHERE NOT EXISTS (
                    SELECT 1 FROM user_roles r WHERE r.user_id = m.user_id AND r.role_id = 'livechat-monitor')
                """
            ),
            (
                "a department's unit exists",
                """
                SELECT count(*) FROM departments d
                WHERE d.unit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM units u WHERE u.id = d.unit_id)
                """
            ),
            (
                "an agent of a department exists",
                """
                SELECT count(*) FROM department_agents a
                WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.id = a.user_id)
                """
            ),
            (
                "a login token belongs to a user",
                "SELECT count(*) FROM login_tokens t WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.id = t.user_id)"
            ),
            (
                "a unit was created by an event",
                """
                SELECT count(*) FROM units u WHERE NOT EXISTS (
                    SELECT 1 FROM events e WHERE e.subject_id = u.id AND e.kind = 'unit.created')
                """
            ),
            (
                "the newest event of a unit that is gone says so",
                """
                SELECT count(*) FROM events e WHERE e.kind LIKE 'unit.%' AND e.kind <> 'unit.deleted'
                    AND NOT EXISTS (SELECT 1 FROM units u WHERE u.id = e.subject_id)
                    AND NOT EXISTS (SELECT 1 FROM events n WHERE n.subject_id = e.subject_id
                        AND n.sequence > e.sequence AND n.kind LIKE 'unit.%')
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
            (
                "somebody holds the role admin, once there are people",
                """
                SELECT count(*) FROM roles r WHERE r.id = 'admin' AND EXISTS (SELECT 1 FROM users WHERE type = 'user')
                    AND NOT EXISTS (SELECT 1 FROM user_roles a WHERE a.role_id = 'admin')
                """
            ),
        ].map { ($0.0, try number($0.1)) }
    }

    /// How many rows each kind of thing has, for a person to compare.
    func census() throws -> [(noun: String, rows: Int)] {
        try ["users", "roles", "permissions", "units", "unit_monitors", "departments", "department_agents", "events"]
            .map { ($0, try number("SELECT count(*) FROM \($0)")) }
    }
}
