import MusterModel
@testable import MusterStore

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

    private static func make(_ engine: TestEngine) async throws -> TestDatabase {
        let place = try await TestDatabase.make(engine)
        let store = try await Store.open(place.name)
        try await store.prepareWorkspace()
        let hashes = try [Who.admin, .plain].map { ($0, try PasswordHash.make(ofDigest: Digest.hex($0.password))) }
        try await store.write { session in
            for who in Who.people {
                var user = NewUser(username: who.username, name: "Name of \(who.rawValue)")
                user.id = who.id
                user.email = "\(who.rawValue)@example.com"
                user.emailIsVerified = true
                user.roles = who.roles
                user.active = who != .inactive
                user.passwordHash = hashes.first { $0.0 == who }?.1
                _ = try session.makeUser(user, by: .system("test"))
                try session.addLoginToken(Digest.ofToken(who.token), toUser: who.id, limit: 50)
            }
            let departments = ["Sales", "Support", "Billing", "Free", "Archived"]
            for (index, name) in departments.enumerated() {
                let fields: JSONObject = [
                    "name": .string(name), "email": "d@example.com", "enabled": true, "showOnRegistration": true,
                    "showOnOfflineForm": true,
                ]
                try session.insertDepartment("dep-\(index + 1)", fields: fields)
            }
            try session.saveAgent(Who.agent.id, ofDepartment: "dep-1", count: 0, order: 0, enabled: true)
            if let archived = try session.department("dep-5") { try session.setArchived(true, archived) }
            try unit("unit-a", "Alpha", .monitorA, ["dep-1", "dep-2"], session)
            try unit("unit-b", "Beta", .monitorB, ["dep-3"], session)
            try session.run("DELETE FROM events", [])
            if let statement = engine.eventsFromOne { try session.run(statement, []) }
        }
        try store.close()
        return place
    }

    private static func unit(
        _ id: String, _ name: String, _ monitor: Who, _ departments: [String], _ session: any Session
    ) throws {
        let new = try NewUnit(
            unitData: ["name": .string(name), "visibility": "public"],
            unitMonitors: [["monitorId": .string(monitor.id), "username": .string(monitor.username)]],
            unitDepartments: .array(departments.map { ["departmentId": .string($0)] }))
        try session.insertUnit(id, new)
        try session.replaceMembers(ofUnit: id, new, by: .system("test"))
    }
}
