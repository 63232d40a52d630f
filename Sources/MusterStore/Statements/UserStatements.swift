import MusterModel

/// The table of users, with their addresses and roles.
extension Transaction {
    private var userColumns: String {
        """
        u.id, u.username, u.name, u.type, u.active, u.status, u.status_default, u.status_text, u.status_livechat,
            u.operator, u.bio, u.nickname, u.requires_password_change, u.password_hash IS NOT NULL, u.custom_fields,
            u.livechat, u.last_login_at, u.created_at, u.updated_at, u.preferences,
            (SELECT a.etag FROM avatars a WHERE a.user_id = u.id)
        """
    }

    private var selectUsers: String { "SELECT \(userColumns) FROM users u" }

    private func userListing(standardSort: String) -> Listing {
        let address = "(SELECT e.address FROM user_emails e WHERE e.user_id = u.id ORDER BY e.position LIMIT 1)"
        return Listing(
            table: "users", alias: "u", columns: userColumns,
            sortable: [
                "_id": "u.id", "username": "u.username", "name": "u.name", "active": "u.active", "status": "u.status",
                "type": "u.type", "createdAt": "u.created_at", "lastLogin": "u.last_login_at",
                "_updatedAt": "u.updated_at", "nameInsensitive": "u.name_folded",
                "statusLivechat": "u.status_livechat", "bio": "u.bio", "email": address, "emails.address": address,
            ],
            indexed: ["name": "u.name_start", "username": "u.username"], standard: standardSort)
    }

    /// A page of the users that the filter leaves.
    func users(
        _ given: Filter, _ page: Page, standardSort: String = "username", _ delivery: Delivery<User> = .whole
    ) throws -> Paged<User> {
        try users(given, page, standardSort: standardSort, delivery) { $0 }
    }

    /// The same, as values made of some of them at a time.
    func users<Element>(
        _ given: Filter, _ page: Page, standardSort: String, _ delivery: Delivery<Element>,
        _ make: ([User]) throws -> [Element]
    ) throws -> Paged<Element> {
        var filter = given
        try filter.require(page.conditions, Filter.comparedOfUsers)
        return try list(userListing(standardSort: standardSort), filter, page, delivery) { try make(completed($0)) }
    }

    /// The first users by user name that the filter leaves, not counted.
    func firstUsers(_ given: Filter, _ conditions: [Condition], count: Int) throws -> [User] {
        var filter = given
        try filter.require(conditions, Filter.comparedOfUsers)
        if let few = try fewFound(userListing(standardSort: "username"), filter) {
            filter = Filter()
            filter.requireOne(of: few, "u.id")
        }
        let limit = filter.bind(.int(count))
        let part = filter.clause + " ORDER BY u.username, u.id LIMIT \(limit)"
        return try completed(rows(selectUsers + part, filter.values))
    }

    /// The user who has an address, whatever its case.
    func user(email address: String) throws -> User? {
        let owner = "(SELECT e.user_id FROM user_emails e WHERE e.address_folded = $1)"
        return try completed(rows(selectUsers + " WHERE u.id = \(owner)", [.text(address.folded)])).first
    }

    func user(id: String) throws -> User? {
        try completed(rows(selectUsers + " WHERE u.id = $1", [.text(id)])).first
    }

    /// The user whom this transaction has just found, made or changed, as they are now.
    func presentUser(_ id: String) throws -> User {
        guard let user = try user(id: id) else { throw Failure(.fault, "a user who was changed is not there") }
        return user
    }

    /// The one user whom a name fits: exactly, or else whatever the case. Every route and command finds them here.
    func user(username: String) throws -> User? {
        try completed(rows(selectUsers + fittingName, [.text(username), .text(username.folded)])).first
    }

    private var fittingName: String { " WHERE u.username_folded = $2 ORDER BY (u.username = $1) DESC LIMIT 1" }

    /// The ids of those who fit a name or an address: exactly, or else whatever the case.
    func userIDs(loggingInAs name: LoginName) throws -> [String] {
        switch name {
        case .id(let id): try rows("SELECT id FROM users WHERE id = $1", [.text(id)]).map { $0.text(0) }
        case .username(let text):
            try rows("SELECT u.id FROM users u" + fittingName, [.text(text), .text(text.folded)]).map { $0.text(0) }
        case .email(let text):
            try rows("SELECT user_id FROM user_emails WHERE address_folded = $1", [.text(text.trimmed.folded)])
                .map { $0.text(0) }
        }
    }

    func passwordHash(ofUser id: String) throws -> String? {
        try row("SELECT password_hash FROM users WHERE id = $1", [.text(id)])?.textOrNil(0)
    }

    func setPasswordHash(_ hash: String, ofUser id: String) throws {
        try run(
            "UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1", [.text(id), .text(hash), .time(now)])
    }

    func setActive(_ active: Bool, user id: String) throws {
        try run("UPDATE users SET active = $2, updated_at = $3 WHERE id = $1", [.text(id), .bool(active), .time(now)])
    }

    /// Makes a user an agent, or one who is an agent no longer (contract 4.5).
    func setAgent(_ isAgent: Bool, statusLivechat: String?, user id: String) throws {
        try run(
            "UPDATE users SET operator = $2, status_livechat = $3, updated_at = $4 WHERE id = $1",
            [.text(id), .bool(isAgent), .optional(statusLivechat), .time(now)])
    }

    func setLivechat(_ fields: JSON?, user id: String) throws {
        try run(
            "UPDATE users SET livechat = $2, updated_at = $3 WHERE id = $1",
            [.text(id), fields.map(SQLValue.json) ?? .null, .time(now)])
    }

    func setStatusLivechat(_ status: String, user id: String) throws {
        try run("UPDATE users SET status_livechat = $2 WHERE id = $1", [.text(id), .text(status)])
    }

    func noteLogin(ofUser id: String) throws {
        try run("UPDATE users SET last_login_at = $2 WHERE id = $1", [.text(id), .time(now)])
    }

    func deleteUser(_ id: String) throws { try run("DELETE FROM users WHERE id = $1", [.text(id)]) }

    func insertUser(_ new: NewUser) throws {
        try run(
            """
            INSERT INTO users (id, username, username_folded, name, name_folded, type, active, password_hash,
                status_text, bio, nickname, requires_password_change, custom_fields, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)
            """,
            [
                .text(new.id), .text(new.username), .text(new.username.folded), .text(new.name), .text(new.name.folded),
                .text(new.type), .bool(new.active), .optional(new.passwordHash), .optional(new.statusText),
                .optional(new.bio), .optional(new.nickname), .bool(new.requiresPasswordChange),
                new.customFields.map(SQLValue.json) ?? .null, .time(now),
            ])
        guard let email = new.email else { return }
        try run(
            """
            INSERT INTO user_emails (user_id, position, address, address_folded, verified) VALUES ($1, 0, $2, $3, $4)
            """, [.text(new.id), .text(email), .text(email.folded), .bool(new.emailIsVerified)])
    }

    /// Users of these rows, with what other tables say of them.
    private func completed(_ found: [SQLRow]) throws -> [User] {
        let ids = found.map { $0.text(0) }
        let emails = try emails(ofUsers: ids)
        let roles = try roles(ofUsers: ids)
        return found.map { row in
            User(
                id: row.text(0), username: row.text(1), name: row.text(2), type: row.text(3), active: row.bool(4),
                emails: emails[row.text(0)] ?? [], roles: roles[row.text(0)] ?? [], status: row.text(5),
                statusDefault: row.text(6), statusText: row.textOrNil(7), statusLivechat: row.textOrNil(8),
                isAgent: row.boolOrNil(9), bio: row.textOrNil(10), nickname: row.textOrNil(11),
                requiresPasswordChange: row.bool(12), hasPassword: row.bool(13),
                customFields: row.textOrNil(14).map { _ in .object(row.object(14)) },
                livechat: row.textOrNil(15).map { _ in .object(row.object(15)) },
                preferences: row.textOrNil(19).map { _ in row.object(19) } ?? [:],
                avatarETag: row.textOrNil(20), lastLoginAt: row.timeOrNil(16), createdAt: row.time(17),
                updatedAt: row.time(18))
        }
    }

    private func emails(ofUsers ids: [String]) throws -> [String: [User.Email]] {
        let found = try rows(
            """
            SELECT user_id, address, verified FROM user_emails
            WHERE user_id IN (SELECT value FROM {each}($1)) ORDER BY user_id, position
            """, [.list(ids)])
        return Dictionary(grouping: found) { $0.text(0) }
            .mapValues { $0.map { User.Email(address: $0.text(1), verified: $0.bool(2)) } }
    }
}
