import MusterModel

/// Who may choose a new password by a token that was mailed: one token a user, and only its digest.
extension Transaction {
    /// When the user's last token was made; nil when none is waiting.
    func passwordResetTime(ofUser id: String) throws -> Timestamp? {
        try row("SELECT created_at FROM password_resets WHERE user_id = $1", [.text(id)])?.time(0)
    }

    /// Keeps a token in place of the user's last one.
    func savePasswordReset(_ hashedToken: String, address: String, ofUser id: String) throws {
        try run(
            """
            INSERT INTO password_resets (user_id, hashed_token, address, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (user_id) DO UPDATE SET hashed_token = excluded.hashed_token, address = excluded.address,
                created_at = excluded.created_at
            """, [.text(id), .text(hashedToken), .text(address), .time(now)])
    }

    /// Whose token it is and where it was sent, while it lasts. One of a later time than now does not count: the clock
    /// was set back, and nobody knows how old it is.
    func passwordReset(_ hashedToken: String) throws -> (userID: String, address: String)? {
        let oldest = now.milliseconds - Int64(Limits.resetSeconds) * 1000
        return try row(
            """
            SELECT user_id, address FROM password_resets
            WHERE hashed_token = $1 AND created_at > $2 AND created_at <= $3
            """, [.text(hashedToken), .int(oldest), .time(now)]
        ).map { ($0.text(0), $0.text(1)) }
    }

    func removePasswordReset(ofUser id: String) throws {
        try run("DELETE FROM password_resets WHERE user_id = $1", [.text(id)])
    }

    /// Drops the tokens whose time is over.
    func removeExpiredPasswordResets() throws {
        let oldest = now.milliseconds - Int64(Limits.resetSeconds) * 1000
        try run("DELETE FROM password_resets WHERE created_at <= $1", [.int(oldest)])
    }
}
