import Facts
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// What `muster doctor` must see: each case damages a healthy store behind its back.
@Suite("An examination finds what is broken and nothing else")
struct ExamineTests {
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Tables whose references are dropped first.
        var unbound: [String]
        let sql: [String]
        /// What one of the faults must say.
        let fault: String
        var engines = TestEngine.allCases

        init(
            _ fact: String, unbound: [String] = [], _ sql: String..., fault: String,
            engines: [TestEngine] = TestEngine.allCases
        ) {
            testDescription = fact
            self.unbound = unbound
            self.sql = sql
            self.fault = fault
            self.engines = engines
        }
    }

    private static let insertUnit =
        "INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at) VALUES ('x', 'x', 'x', 'x', 0, 0)"
    private static let createMonitor =
        "INSERT INTO unit_monitors (id, unit_id, user_id, role_id, updated_at) "
        + "SELECT 'x', id, 'id-plain', 'livechat-monitor', 0 FROM units"

    static let damages: [Damage] = [
        Damage(
            "a monitor without the role", unbound: ["unit_monitors"], createMonitor,
            fault: "a monitor of a unit holds the role livechat-monitor"),
        Damage(
            "a department in a unit that is gone", unbound: ["departments"],
            "UPDATE departments SET unit_id = 'gone' WHERE id = 'dep-1'", fault: "a department's unit exists"),
        Damage(
            "an agent who is gone", unbound: ["department_agents"],
            "UPDATE department_agents SET user_id = 'gone' WHERE department_id = 'dep-1'",
            fault: "an agent of a department exists"),
        Damage(
            "a token of nobody", unbound: ["login_tokens"],
            "UPDATE login_tokens SET user_id = 'gone' WHERE user_id = 'id-plain'",
            fault: "a login token belongs to a user"),
        Damage(
            "an agent's department that is gone", unbound: ["department_agents"],
            "UPDATE department_agents SET department_id = 'gone'", fault: "the department of an agent exists"),
        Damage(
            "a monitor of a unit that is gone", unbound: ["unit_monitors"], "UPDATE unit_monitors SET unit_id = 'gone'",
            fault: "the unit of a monitor exists"),
        Damage(
            "a role held by nobody who exists", unbound: ["unit_monitors", "user_roles"],
            "INSERT INTO user_roles (user_id, role_id, position) VALUES ('gone', 'user', 0)",
            fault: "who holds a role exists"),
        Damage(
            "a role that is gone and held", unbound: ["unit_monitors", "user_roles"],
            "INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'gone', 9)",
            fault: "a role somebody holds exists"),
        Damage(
            "a permission of a role that is gone", unbound: ["permission_roles"],
            "INSERT INTO permission_roles (permission_id, role_id) VALUES ('view-l-room', 'gone')",
            fault: "a role with a permission exists"),
        Damage(
            "a role with a permission that is gone", unbound: ["permission_roles"],
            "INSERT INTO permission_roles (permission_id, role_id) VALUES ('gone', 'user')",
            fault: "a permission of a role exists"),
        Damage(
            "an address of nobody", unbound: ["user_emails"],
            "UPDATE user_emails SET user_id = 'gone' WHERE user_id = 'id-plain'", fault: "an address belongs to a user"),
        Damage(
            "an archived department that is enabled", "UPDATE departments SET enabled = 1 WHERE id = 'dep-5'",
            fault: "an archived department is disabled"),
        Damage(
            "a personal token without a name", "UPDATE login_tokens SET type = 'personal' WHERE user_id = 'id-plain'",
            fault: "a personal access token has a name"),
        Damage(
            "a user who went without an event", "DELETE FROM users WHERE id = 'id-plain'",
            fault: "a user that is gone says so"),
        Damage("a unit that no event made", insertUnit, fault: "a unit was created by an event"),
        Damage("a unit that went without an event", "DELETE FROM units", fault: "a unit that is gone says so"),
        Damage(
            "a unit that changed without an event", "UPDATE units SET updated_at = updated_at + 1",
            fault: "a unit's last change is in the event log"),
        Damage(
            "a unit with a name nobody gave it", "UPDATE units SET name = 'x'", fault: "is not what the event log tells"
        ),
        Damage(
            "a unit without the monitor it was given", "DELETE FROM unit_monitors",
            fault: "is not what the event log tells"),
        Damage(
            "a unit with a department it was not given",
            "UPDATE departments SET unit_id = (SELECT id FROM units), was_in_unit = 1",
            fault: "is not what the event log tells"),
        Damage(
            "a role that nobody gave",
            "INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'bot', 9)",
            fault: "user id-plain is not what the event log tells"),
        Damage(
            "a setting whose id only looks known",
            "INSERT INTO settings (id, value, updated_at) VALUES ('Site_\u{FF35}rl', '\"x\"', 0)", fault: "is not known"
        ),
        Damage(
            "an event that was written over", "UPDATE events SET before = after WHERE kind = 'user.roles-changed'",
            fault: "user id-plain has events that contradict each other"),
        Damage(
            "a department enabled in its column alone", "UPDATE departments SET enabled = 0 WHERE id = 'dep-1'",
            fault: "a department's column enabled is its member"),
        Damage(
            "a department enabled among its members alone",
            "UPDATE departments SET fields = replace(fields, 'true', 'false') WHERE id = 'dep-1'",
            fault: "a department's column enabled is its member"),
        Damage(
            "a department with another name in its column",
            "UPDATE departments SET name = 'x', name_folded = 'x' WHERE id = 'dep-1'",
            fault: "a department's column name is its member"),
        Damage(
            "a department without members", "UPDATE departments SET fields = '{}' WHERE id = 'dep-1'",
            fault: "a department's column name is its member"),
        Damage(
            "a department that is looked for by another name",
            "UPDATE departments SET name_folded = 'x' WHERE id = 'dep-1'",
            fault: "name_folded of departments is name, folded"),
        Damage(
            "a unit that is looked for by another name", "UPDATE units SET name_folded = 'x'",
            fault: "name_folded of units is name, folded"),
        Damage(
            "a user who is looked for by another name", "UPDATE users SET name_folded = 'x' WHERE id = 'id-plain'",
            fault: "name_folded of users is name, folded"),
        Damage(
            "a user who logs in by another name", "UPDATE users SET username_folded = 'x' WHERE id = 'id-plain'",
            fault: "username_folded of users is username, folded"),
        Damage(
            "an address that is looked for by another one",
            "UPDATE user_emails SET address_folded = 'x' WHERE user_id = 'id-plain'",
            fault: "address_folded of user_emails is address, folded"),
        Damage(
            "a unit that searches do not find", "DELETE FROM unit_texts",
            fault: "the texts searched for units are those of the units", engines: [.sqlite]),
        Damage(
            "a department that searches find when it is gone",
            "INSERT INTO department_texts (department_id, name) VALUES ('gone', 'gone')",
            fault: "the texts searched for departments are those of the departments", engines: [.sqlite]),
        Damage(
            "a user whom searches find by another address",
            "UPDATE user_texts SET addresses = 'x@example.com' WHERE user_id = 'id-plain'",
            fault: "the texts searched for users are those of the users", engines: [.sqlite]),
        Damage(
            "a search index that is empty", "INSERT INTO unit_search (unit_search) VALUES ('delete-all')",
            fault: "the search index of units has each text and no other", engines: [.sqlite]),
        Damage(
            "a search index with a name that is gone",
            "INSERT INTO user_search (rowid, user_id, username, name, addresses) VALUES (999, 'x', 'gone', '', '')",
            fault: "the search index of users has each text and no other", engines: [.sqlite]),
        Damage(
            "a search index with another name", "DROP TRIGGER department_texts_changed",
            "UPDATE departments SET name_folded = 'sales ' WHERE id = 'dep-1'",
            fault: "the search index of departments has each text and no other", engines: [.sqlite]),
        Damage(
            "a list that is said to be longer", "UPDATE list_lengths SET length = length + 1 WHERE list = 'units'",
            fault: "a list is as long as it is said to be", engines: [.sqlite]),
        Damage(
            "a role whose holders are not counted", "DELETE FROM list_lengths WHERE list = 'holders of livechat-agent'",
            fault: "a list is as long as it is said to be", engines: [.sqlite]),
        Damage(
            "no admin", "DELETE FROM user_roles WHERE role_id = 'admin'", fault: "an admin can log in"),
        Damage(
            "an older schema than the program knows", "UPDATE schema_migrations SET number = number - 1",
            fault: "the schema is number"),
        Damage(
            "the first event gone", "DELETE FROM events WHERE sequence = 1",
            fault: "1 events are missing from the event log", engines: [.sqlite]),
        Damage(
            "two events in the middle gone", "DELETE FROM events WHERE sequence IN (2, 3)",
            fault: "2 events are missing from the event log", engines: [.sqlite]),
        Damage(
            "the newest event gone", "DELETE FROM events WHERE sequence = (SELECT max(sequence) FROM events)",
            fault: "missing from the event log", engines: [.sqlite]),
    ]

    @Test(.keepsAway("Muster 11.14"), arguments: damages)
    func `the damage is found and named`(_ damage: Damage) async throws {
        for engine in damage.engines {
            let world = try await World.healthy(engine)
            _ = try await world.store.createMonitor("plain", by: world.admin)
            try await world.store.deleteMonitor("plain", by: world.admin)
            #expect(try await world.faults() == [])
            for table in damage.unbound { try await world.dropReferences(of: table) }
            for statement in damage.sql { try await world.run(statement) }
            let faults = try await world.faults()
            #expect(faults.contains { $0.contains(damage.fault) }, "\(engine): \(faults)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a healthy store has checks, a census and no fault`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        let found = try await world.store.examine()
        #expect(found.faults == [])
        #expect(found.checks.count >= 22)
        #expect(found.checks.contains("the event log tells all that the store holds"))
        let census = Dictionary(uniqueKeysWithValues: found.census.map { ($0.noun, $0.rows) })
        #expect(census["units"] == 1 && census["departments"] == 5 && census["unit_monitors"] == 1)
        #expect(census["users"] == Who.people.count + 1 && census["permissions"] == 201)
    }

    @Test(arguments: TestEngine.allCases)
    func `what refused operations and failed writes leave is no fault`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        for _ in 0..<5 {
            await #expect(throws: Deliberate.self) {
                try await world.store.write { transaction in
                    try transaction.append(Event("unit.created", "never"), by: .system("test"))
                    throw Deliberate()
                }
            }
            _ = try await world.store.createUnit(NewUnit(named: "x", departments: ["dep-1"]), by: world.admin)
            await #expect(throws: StoreRefusal.unit(.noneToDelete)) {
                try await world.store.deleteUnit("none", by: world.admin)
            }
        }
        #expect(try await world.faults() == [])
    }
}
