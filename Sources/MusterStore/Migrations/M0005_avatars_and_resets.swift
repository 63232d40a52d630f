extension Migration {
    /// What users look like, and who may choose a new password without the old one. Both go with the user.
    static let avatarsAndResets = Migration(
        number: 5, name: "avatars and password resets",
        statements: [
            // The bytes last: who reads the tag alone need not read past them.
            """
            CREATE TABLE avatars (
                user_id {text} NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
                etag {text} NOT NULL,
                content_type {text} NOT NULL,
                updated_at {int64} NOT NULL,
                bytes {bytes} NOT NULL
            ) {strict}
            """,
            """
            CREATE TABLE password_resets (
                user_id {text} NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
                hashed_token {text} NOT NULL UNIQUE,
                address {text} NOT NULL,
                created_at {int64} NOT NULL
            ) {strict}
            """,
        ])
}
