import MusterModel

/// Login tokens: digests only, never the tokens themselves.
extension Transaction {
    /// The owner of a token, a personal access token too, for `{resume}` (D63).
    func userID(resuming hashedToken: String) throws -> String? {
        try row("SELECT user_id FROM login_tokens WHERE hashed_token = $1", [.text(hashedToken)])?.text(0)
    }

    /// Adds a login token; beyond the limit a user's oldest go.
    func addLoginToken(_ hashedToken: String, toUser userID: String, limit: Int) throws {
        try run(
            "INSERT INTO login_tokens (hashed_token, user_id, type, created_at) VALUES ($1, $2, 'login', $3)",
            [.text(hashedToken), .text(userID), .time(now)])
        try run(
            """
            DELETE FROM login_tokens WHERE user_id = $1 AND type = 'login' AND hashed_token NOT IN (
                SELECT hashed_token FROM login_tokens WHERE user_id = $1 AND type = 'login'
                ORDER BY (hashed_token = $3) DESC, created_at DESC, hashed_token LIMIT $2)
            """, [.text(userID), .int(limit), .text(hashedToken)])
    }

    /// How many tokens a user holds, personal access tokens among them.
    func tokenCount(ofUser userID: String) throws -> Int {
        try number("SELECT count(*) FROM login_tokens WHERE user_id = $1", [.text(userID)])
    }

    /// When a login token was made; nil for a personal access token.
    func loginTokenTime(_ hashedToken: String) throws -> Timestamp? {
        try row("SELECT created_at FROM login_tokens WHERE hashed_token = $1 AND type = 'login'", [.text(hashedToken)])?
            .time(0)
    }

    func removeToken(_ hashedToken: String) throws {
        try run("DELETE FROM login_tokens WHERE hashed_token = $1", [.text(hashedToken)])
    }

    /// Logs the user out everywhere, personal access tokens included (D21).
    func removeTokens(ofUser userID: String) throws {
        try run("DELETE FROM login_tokens WHERE user_id = $1", [.text(userID)])
        // Nor may an older mail open the account again.
        try removePasswordReset(ofUser: userID)
    }

    /// Drops login tokens made before a moment (`Accounts_LoginExpiration`); returns whose, for each token.
    func removeLoginTokens(madeBefore time: Timestamp) throws -> [String] {
        try rows("DELETE FROM login_tokens WHERE type = 'login' AND created_at < $1 RETURNING user_id", [.time(time)])
            .map { $0.text(0) }
    }
}
