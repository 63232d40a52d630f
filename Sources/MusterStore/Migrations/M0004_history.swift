extension Migration {
    /// From here on events tell differences (docs/decisions/0008): what stands in the log before is no part of the
    /// history that `History` lays together.
    static let history = Migration(
        number: 4, name: "history",
        statements: [
            """
            INSERT INTO events (at, actor_id, request_id, kind, subject_id)
            SELECT max(at), 'muster', '', 'history.begun', '' FROM events HAVING count(*) > 0
            """
        ])
}
