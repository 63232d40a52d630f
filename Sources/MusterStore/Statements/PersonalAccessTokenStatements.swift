import MusterModel

/// Personal access tokens stand beside login tokens; only their digests are kept.
extension Transaction {
    /// A user's personal access tokens, oldest first.
    func personalAccessTokens(ofUser userID: String) throws -> [PersonalAccessToken] {
        try rows(
            """
            SELECT name, last_part, bypasses_2fa, created_at FROM login_tokens
            WHERE user_id = $1 AND type = 'personal' ORDER BY created_at, name
            """, [.text(userID)]
        ).map { row in
            PersonalAccessToken(
                name: row.text(0), lastPart: row.text(1), bypassesTwoFactor: row.bool(2), createdAt: row.time(3))
        }
    }

    func insertPersonalAccessToken(_ token: String, _ record: PersonalAccessToken, ofUser userID: String) throws {
        try run(
            """
            INSERT INTO login_tokens (hashed_token, user_id, type, name, last_part, bypasses_2fa, created_at)
            VALUES ($1, $2, 'personal', $3, $4, $5, $6)
            """,
            [
                .text(Digest.ofToken(token)), .text(userID), .text(record.name), .text(record.lastPart),
                .bool(record.bypassesTwoFactor), .time(record.createdAt),
            ])
    }

    /// Removes a token by its name; returns whether there was one.
    func removePersonalAccessToken(_ name: String, ofUser userID: String) throws -> Bool {
        try run(
            "DELETE FROM login_tokens WHERE user_id = $1 AND name = $2 AND type = 'personal'",
            [.text(userID), .text(name)]) > 0
    }

    /// Logs the user out everywhere but with one token; with `keepingPersonal` personal access tokens stay too.
    func removeTokens(ofUser userID: String, except hashedToken: String, keepingPersonal: Bool) throws {
        try run(
            """
            DELETE FROM login_tokens WHERE user_id = $1 AND hashed_token <> $2 AND (type = 'login' OR $3 = 0)
            """, [.text(userID), .text(hashedToken), .bool(keepingPersonal)])
    }
}
