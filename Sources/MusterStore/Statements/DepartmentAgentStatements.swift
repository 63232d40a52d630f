import MusterModel

/// Which agents work in which department.
extension Session {
    /// The department's agents, by user name.
    func agents(ofDepartment departmentID: String) throws -> [DepartmentAgent] {
        try rows(
            """
            SELECT a.id, a.user_id, a.department_id, a.enabled, u.username, a.count, a.sort_order, a.updated_at
            FROM department_agents a JOIN users u ON u.id = a.user_id
            WHERE a.department_id = $1 ORDER BY u.username, a.id
            """, [.text(departmentID)]
        ).map { row in
            DepartmentAgent(
                id: row.text(0), agentID: row.text(1), departmentID: row.text(2), departmentEnabled: row.bool(3),
                username: row.text(4), count: row.int(5), order: row.int(6), updatedAt: row.time(7))
        }
    }

    /// Adds an agent to a department, or sets his count and order anew; a user who does not exist is passed over.
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

    /// Takes an agent out of the departments that are not listed.
    func removeAgent(_ userID: String, exceptFrom departmentIDs: [String]) throws {
        try run(
            """
            DELETE FROM department_agents
            WHERE user_id = $1 AND department_id NOT IN (SELECT value FROM {each}($2))
            """, [.text(userID), .list(departmentIDs)])
    }
}
