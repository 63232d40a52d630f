extension Migration {
    /// A revision of what roles permit and settings say, which every change renews: what a server remembers of them
    /// holds for one revision.
    static let policyRevision = Migration(
        number: 8, name: "policy revision",
        statements: [
            """
            CREATE TABLE policy_revision (
                id {int64} NOT NULL PRIMARY KEY DEFAULT 1 CHECK (id = 1),
                revision {int64} NOT NULL
            ) {strict}
            """,
            "INSERT INTO policy_revision (revision) VALUES ({random})",
        ]
            + ["settings", "permission_roles"].flatMap { table in
                ["INSERT", "UPDATE", "DELETE"].map { change in
                    """
                    CREATE TRIGGER \(table)_\(change.lowercased())_renews_policy AFTER \(change) ON \(table)
                    {renewPolicy}
                    """
                }
            })
}
