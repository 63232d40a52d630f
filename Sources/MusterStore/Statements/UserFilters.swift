import MusterModel

/// Conditions on users that several lists share.
extension Filter {
    /// What a query of users may name.
    static let comparedOfUsers: [String: Compared] = [
        "_id": .column("u.id"), "username": .column("u.username"), "name": .name("u.name"),
        "type": .column("u.type"), "active": .column("u.active"), "status": .column("u.status"),
        "statusLivechat": .column("u.status_livechat"),
        "roles": .ofUser(rows: "SELECT r.user_id FROM user_roles r", "r.role_id"),
        "emails.address": .ofUser(
            rows: "SELECT e.user_id FROM user_emails e", "e.address", folded: "e.address_folded"),
    ]

    mutating func requireRole(_ role: String) {
        let role = bind(.text(role))
        let holders = "FROM user_roles r WHERE r.role_id = \(role)"
        requireMember(
            ofAll: "u.id IN (SELECT r.user_id \(holders))",
            ofEach: "EXISTS (SELECT 1 \(holders) AND r.user_id = u.id)",
            count: ListLength.ofHolders(role))
    }

    /// Those who can log in.
    mutating func requireActive() { require("u.active = 1", except: "u.active = 0") }

    /// Those who take chats now (contract 4.5).
    mutating func requireAvailable() { require("u.status_livechat = 'available' AND u.active = 1") }

    /// Those at their desk, and programs (contract 4.5).
    mutating func requirePresent() {
        let bots = "SELECT r.user_id FROM user_roles r WHERE r.role_id = \(bind(.text(Role.bot)))"
        require("(u.status <> 'offline' OR u.id IN (\(bots)))")
    }

    /// Those who are there, whatever they are doing.
    mutating func requireOnline() { require("u.status <> 'offline' AND u.active = 1") }

    /// Those who changed since then, less one.
    mutating func requireChange(since time: Timestamp, exceptOf id: String) {
        require("u.updated_at >= \(bind(.time(time))) AND u.id <> \(bind(.text(id)))")
    }

    /// Those of a role who may log in and have not done so since then, less one.
    mutating func requireIdle(since time: Timestamp, role: String, exceptOf id: String) {
        requireRole(role)
        require("u.active = 1 AND coalesce(u.last_login_at, u.created_at) <= \(bind(.time(time)))")
        require("u.id <> \(bind(.text(id)))")
    }
}
