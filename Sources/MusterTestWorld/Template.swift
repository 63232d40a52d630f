import MusterModel
import MusterStore

/// The states tests start from, each made once an engine and test process and copied for every test.
actor Template {
    enum State { case known, demo }

    private struct Key: Hashable {
        let state: State
        let engine: TestEngine
    }

    private static let shared = Template()
    private var making: [Key: Task<TestDatabase, any Error>] = [:]

    /// The template's name, for `TestDatabase.make`.
    static func of(_ state: State, _ engine: TestEngine) async throws -> String {
        try await shared.of(Key(state: state, engine: engine))
    }

    private func of(_ key: Key) async throws -> String {
        let task =
            making[key]
            ?? Task {
                switch key.state {
                case .known: try await Template.make(key.engine)
                case .demo: try await Template.makeDemo(key.engine)
                }
            }
        making[key] = task
        return try await task.value.name
    }

    private static func makeDemo(_ engine: TestEngine) async throws -> TestDatabase {
        let place = try await TestDatabase.make(engine)
        let store = try await Store.open(place.name)
        try await store.prepareWorkspace()
        _ = try await store.makeDemo(passwordHash: PasswordHash.make(ofDigest: Digest.hex("demo")))
        try store.close()
        return place
    }

    /// The known state, made by the operations themselves: its history is whole. Only the ids are given afterwards.
    private static func make(_ engine: TestEngine) async throws -> TestDatabase {
        let place = try await TestDatabase.make(engine)
        let store = try await Store.open(place.name)
        try await store.prepareWorkspace()
        for who in Who.people { try await person(who, store) }
        for (index, name) in ["Sales", "Support", "Billing", "Free", "Archived"].enumerated() {
            let fields: JSONObject = [
                "name": .string(name), "email": "d@example.com", "enabled": true, "showOnRegistration": true,
                "showOnOfflineForm": true,
            ]
            let change = DepartmentChange(id: nil, department: .object(fields), agents: nil, unit: .keep)
            let made = try await store.saveDepartment(change, by: founder).now
            try await store.giveID("dep-\(index + 1)", to: made.id, of: "department")
        }
        let agent = try AgentUpsert(["agentId": .string(Who.agent.id)], index: 0)
        try await store.saveDepartmentAgents([agent], removing: [], ofDepartment: "dep-1", by: founder)
        // As if it had been made with its agent.
        try await store.run("UPDATE departments SET agents_changed = 0")
        _ = try await store.setArchived(true, department: "dep-5", by: founder)
        try await unit("unit-a", "Alpha", .monitorA, ["dep-1", "dep-2"], store)
        try await unit("unit-b", "Beta", .monitorB, ["dep-3"], store)
        try store.close()
        return place
    }

    private static let founder = Caller.system("template")

    private static func person(_ who: Who, _ store: Store) async throws {
        var user = NewUser(username: who.username, name: "Name of \(who.rawValue)")
        user.id = who.id
        user.email = "\(who.rawValue)@example.com"
        user.emailIsVerified = true
        user.roles = who.roles
        user.active = who != .inactive
        user.passwordHash = who.passwordHash ?? ""
        _ = try await store.createUserFromCommandLine(user)
        if who.passwordHash == nil {
            try await store.run("UPDATE users SET password_hash = NULL WHERE id = $1", [who.id])
        }
        try await store.run(
            """
            INSERT INTO login_tokens (hashed_token, user_id, type, created_at)
            SELECT $1, id, 'login', created_at FROM users WHERE id = $2
            """, [Digest.ofToken(who.token), who.id])
    }

    private static func unit(
        _ id: String, _ name: String, _ monitor: Who, _ departments: [String], _ store: Store
    ) async throws {
        let data: JSON = ["name": .string(name), "visibility": "public"]
        let made = try await store.createUnit(
            NewUnit(unitData: data, unitMonitors: [], unitDepartments: []), by: founder)
        try await store.giveID(id, to: made.id, of: "unit")
        let new = try NewUnit(
            unitData: data,
            unitMonitors: [["monitorId": .string(monitor.id), "username": .string(monitor.username)]],
            unitDepartments: .array(departments.map { ["departmentId": .string($0)] }))
        _ = try await store.updateUnit(id, new, by: founder)
    }
}
