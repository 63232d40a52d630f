import MusterModel

/// Which agents work in which department.
extension Transaction {
    private var linkColumns: String {
        "SELECT a.id, a.user_id, a.department_id, a.enabled, u.username, a.count, a.sort_order, a.updated_at"
    }

    private func link(_ row: SQLRow) -> DepartmentAgent {
        DepartmentAgent(
            id: row.text(0), agentID: row.text(1), departmentID: row.text(2), departmentEnabled: row.bool(3),
            username: row.text(4), count: row.int(5), order: row.int(6), updatedAt: row.time(7))
    }

    /// The department's agents, by user name.
    func agents(ofDepartment departmentID: String) throws -> [DepartmentAgent] {
        try rows(
            linkColumns + """
                 FROM department_agents a JOIN users u ON u.id = a.user_id
                WHERE a.department_id = $1 ORDER BY u.username, a.id
                """, [.text(departmentID)]
        ).map(link)
    }

    /// A page of the department's agents.
    func agents(
        ofDepartment departmentID: String, _ page: Page, _ delivery: Delivery<DepartmentAgent>
    ) throws -> Paged<DepartmentAgent> {
        var filter = Filter()
        filter.require("a.department_id = \(filter.bind(.text(departmentID)))")
        let compared: [String: Compared] = [
            "_id": .column("a.id"), "agentId": .column("a.user_id"), "username": .column("u.username"),
            "departmentEnabled": .column("a.enabled"),
        ]
        try filter.require(page.conditions, compared)
        let tables = " FROM department_agents a JOIN users u ON u.id = a.user_id"
        let total = try number("SELECT count(*)" + tables + filter.clause, filter.values)
        let sortable = [
            "_id": "a.id", "agentId": "a.user_id", "username": "u.username", "count": "a.count",
            "order": "a.sort_order", "departmentEnabled": "a.enabled", "_updatedAt": "a.updated_at",
        ]
        let clause = filter.clause
        let paging = filter.paging(page, sortable, standard: "username", id: "a.id")
        let sql = linkColumns + tables + clause + paging.text
        return try deliver(sql, filter.values, page, total: total, delivery) { $0.map(link) }
    }

    /// A user's links with the names of their departments, by name.
    func departmentLinks(
        ofAgent userID: String, onlyEnabled: Bool
    ) throws -> [(link: DepartmentAgent, departmentName: String)] {
        try rows(
            linkColumns + """
                , d.name FROM department_agents a JOIN users u ON u.id = a.user_id
                JOIN departments d ON d.id = a.department_id
                WHERE a.user_id = $1 AND (a.enabled = 1 OR $2 = 0) ORDER BY d.name, a.id
                """, [.text(userID), .bool(onlyEnabled)]
        ).map { (link($0), $0.text(8)) }
    }

    /// Takes these agents out of a department.
    func removeAgents(_ userIDs: [String], fromDepartment departmentID: String) throws {
        try run(
            """
            DELETE FROM department_agents
            WHERE department_id = $1 AND user_id IN (SELECT value FROM {each}($2))
            """, [.text(departmentID), .list(userIDs)])
    }

    /// Adds an agent to a department, or sets their count and order anew; a user who does not exist is ignored.
    func saveAgent(_ userID: String, ofDepartment departmentID: String, count: Int, order: Int, enabled: Bool) throws {
        try run(
            """
            INSERT INTO department_agents (id, department_id, user_id, enabled, count, sort_order, updated_at)
            SELECT $1, $2, u.id, $4, $5, $6, $7 FROM users u WHERE u.id = $3
            ON CONFLICT (department_id, user_id) DO UPDATE
            SET enabled = excluded.enabled, count = excluded.count, sort_order = excluded.sort_order,
                updated_at = excluded.updated_at
            """,
            [
                .text(Identifier.newID()), .text(departmentID), .text(userID), .bool(enabled), .int(count), .int(order),
                .time(now),
            ])
    }

    /// Lets the agents of a department know whether it is enabled.
    func setAgentsEnabled(_ enabled: Bool, ofDepartment departmentID: String) throws {
        try run(
            "UPDATE department_agents SET enabled = $2, updated_at = $3 WHERE department_id = $1 AND enabled <> $2",
            [.text(departmentID), .bool(enabled), .time(now)])
    }

    /// Remembers that the department's agents were changed: from then on it shows how many there are (contract 4).
    func markAgentsChanged(ofDepartments departmentIDs: [String]) throws {
        try run(
            """
            UPDATE departments SET agents_changed = 1
            WHERE agents_changed = 0 AND id IN (SELECT value FROM {each}($1))
            """, [.list(departmentIDs)])
    }

    /// The departments a user is agent of.
    func departmentIDs(ofAgent userID: String) throws -> [String] {
        try rows(
            "SELECT department_id FROM department_agents WHERE user_id = $1 ORDER BY department_id", [.text(userID)]
        )
        .map { $0.text(0) }
    }

    /// The departments of several agents, by agent.
    func departmentIDs(ofAgents userIDs: [String]) throws -> [String: [String]] {
        let found = try rows(
            """
            SELECT user_id, department_id FROM department_agents
            WHERE user_id IN (SELECT value FROM {each}($1)) ORDER BY user_id, department_id
            """, [.list(userIDs)])
        return Dictionary(grouping: found) { $0.text(0) }.mapValues { $0.map { $0.text(1) } }
    }

    /// Takes an agent out of the departments that are not listed.
    func removeAgent(_ userID: String, exceptFrom departmentIDs: [String]) throws {
        try run(
            """
            DELETE FROM department_agents
            WHERE user_id = $1 AND department_id NOT IN (SELECT value FROM {each}($2))
            """, [.text(userID), .list(departmentIDs)])
    }
}
