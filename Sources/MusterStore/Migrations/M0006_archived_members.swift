extension Migration {
    /// A department that was archived had `enabled` in its column alone: its members, and the log, said otherwise.
    ///
    /// What is replaced can be nothing but the member: a quote inside a text has a backslash before it.
    static let archivedMembers = Migration(
        number: 6, name: "archived members",
        statements: [
            """
            INSERT INTO events (at, actor_id, request_id, kind, subject_id, before, after)
            SELECT updated_at, 'muster', '', 'department.updated', id,
                '{"department":{"enabled":true}}', '{"department":{"enabled":false}}'
            FROM departments WHERE enabled = 0 AND \(disabled) <> fields
            """,
            "UPDATE departments SET fields = \(disabled) WHERE enabled = 0 AND \(disabled) <> fields",
        ])

    private static let disabled =
        ["{", ","].reduce("fields") { "replace(\($0), '\($1)\"enabled\":true', '\($1)\"enabled\":false')" }
}
