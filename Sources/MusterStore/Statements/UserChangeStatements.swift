import MusterModel

/// Changes of users, a column or two at a time.
extension Transaction {
    func setUsername(_ username: String, ofUser id: String) throws {
        try set("username = $2, username_folded = $3", [.text(username), .text(username.folded)], ofUser: id)
    }

    func setName(_ name: String, ofUser id: String) throws {
        try set("name = $2, name_folded = $3", [.text(name), .text(name.folded)], ofUser: id)
    }

    func setBio(_ bio: String, ofUser id: String) throws { try set("bio = $2", [.text(bio)], ofUser: id) }

    func setNickname(_ nickname: String, ofUser id: String) throws {
        try set("nickname = $2", [.text(nickname)], ofUser: id)
    }

    func setStatusText(_ text: String, ofUser id: String) throws {
        try set("status_text = $2", [.text(text)], ofUser: id)
    }

    /// What they are, and what they chose to be: a deactivated user is offline whatever they chose (D61).
    func setStatus(_ status: String, ofUser id: String) throws {
        try set(
            "status = CASE active WHEN 1 THEN $2 ELSE 'offline' END, status_default = $2", [.text(status)], ofUser: id)
    }

    /// Offline, and no agent who takes chats.
    func setAbsent(_ id: String) throws {
        try set(
            """
            status = 'offline',
                status_livechat = CASE status_livechat WHEN 'available' THEN 'not-available' ELSE status_livechat END
            """, [], ofUser: id)
    }

    /// Deactivated users who still pass for present.
    func presentThoughInactive() throws -> [String] {
        try rows(
            "SELECT id FROM users WHERE active = 0 AND (status <> 'offline' OR status_livechat = 'available')", []
        ).map { $0.text(0) }
    }

    /// Whether somebody without a session still passes for present.
    func isPresentWithoutSession(_ id: String) throws -> Bool {
        try number(
            """
            SELECT count(*) FROM users WHERE id = $1 AND (status <> 'offline' OR status_livechat = 'available')
                AND NOT EXISTS (SELECT 1 FROM login_tokens WHERE user_id = $1 AND type = 'login')
            """, [.text(id)]) > 0
    }

    func setRequiresPasswordChange(_ isRequired: Bool, ofUser id: String) throws {
        try set("requires_password_change = $2", [.bool(isRequired)], ofUser: id)
    }

    func setCustomFields(_ fields: JSON, ofUser id: String) throws {
        try set("custom_fields = $2", [.json(fields)], ofUser: id)
    }

    func setPreferences(_ preferences: JSONObject, ofUser id: String) throws {
        try set("preferences = $2", [.json(.object(preferences))], ofUser: id)
    }

    func preferences(ofUser id: String) throws -> JSONObject {
        let found = try row("SELECT preferences FROM users WHERE id = $1 AND preferences IS NOT NULL", [.text(id)])
        return found?.object(0) ?? [:]
    }

    /// Marks the user as changed now, for what stands in another table.
    func noteChange(ofUser id: String) throws { try set("username = username", [], ofUser: id) }

    /// Replaces the main address.
    func setEmail(_ address: String, verified: Bool, ofUser id: String) throws {
        try run(
            """
            INSERT INTO user_emails (user_id, position, address, address_folded, verified) VALUES ($1, 0, $2, $3, $4)
            ON CONFLICT (user_id, position) DO UPDATE SET address = excluded.address,
                address_folded = excluded.address_folded, verified = excluded.verified
            """, [.text(id), .text(address), .text(address.folded), .bool(verified)])
        try noteChange(ofUser: id)
    }

    private func set(_ columns: String, _ values: [SQLValue], ofUser id: String) throws {
        let time = "$\(values.count + 2)"
        try run("UPDATE users SET \(columns), updated_at = \(time) WHERE id = $1", [.text(id)] + values + [.time(now)])
    }
}
