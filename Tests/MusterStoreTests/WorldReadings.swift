import MusterModel
@testable import MusterStore
import MusterTestWorld

extension World {
    /// A world of one unit: A and B are gone, "Whole" has one monitor and `dep-1`.
    static func healthy(_ engine: TestEngine) async throws -> World {
        let world = try await World(engine)
        try await world.store.deleteUnit("unit-a", by: world.admin)
        try await world.store.deleteUnit("unit-b", by: world.admin)
        _ = try await world.store.createUnit(
            try NewUnit(named: "Whole", monitors: [Who.monitorA.id], departments: ["dep-1"]), by: world.admin)
        return world
    }

    /// Everything that is stored, a text a row.
    func contents() async throws -> [String] { try await World.contents(of: store) }

    /// Everything that a store holds, a text a row.
    static func contents(of store: Store) async throws -> [String] {
        try await store.read { transaction in
            try tables.flatMap { table in
                try transaction.rows("SELECT * FROM \(table)", []).map { "\(table) \($0.values)" }.sorted()
            }
        }
    }

    /// Every table with the organisation in it.
    static let tables = [
        "roles", "permissions", "permission_roles", "users", "user_emails", "user_roles", "login_tokens", "avatars",
        "password_resets", "units",
        "unit_monitors", "departments", "department_agents", "rooms", "settings", "events", "schema_migrations",
    ]

    /// What `muster doctor` would complain of.
    func faults() async throws -> [String] { try await store.examine().faults }

    /// The organisation's own values in one column.
    func texts(_ sql: String, _ values: String...) async throws -> [String] {
        try await store.read { try $0.rows(sql, values.map(SQLValue.text)).map { $0.text(0) } }
    }

    /// Makes the event log take nothing more.
    func refuseEvents() async throws { try await run(engine.refusalOfEvents) }

    /// Makes the event log take events again.
    func takeEvents() async throws { try await run(engine.admissionOfEvents) }
}

extension NewUnit {
    /// A public unit of these monitors and departments.
    init(named name: String, visibility: String = "public", monitors: [String] = [], departments: [String] = []) throws
    {
        try self.init(
            unitData: ["name": .string(name), "visibility": .string(visibility)],
            unitMonitors: .array(monitors.map { ["monitorId": .string($0), "username": "anybody"] }),
            unitDepartments: .array(departments.map { ["departmentId": .string($0)] }))
    }
}

extension DepartmentChange {
    /// A department with the five required members and more.
    init(
        id: String? = nil, named name: String, more: JSONObject = [:], agents: [String]? = nil,
        unit: UnitChange = .keep
    ) {
        let fields: JSONObject = [
            "name": .string(name), "email": "d@example.com", "enabled": true, "showOnRegistration": true,
            "showOnOfflineForm": true,
        ]
        self.init(
            id: id, department: .object(fields.merging(more)), agents: agents?.map { ["agentId": .string($0)] },
            unit: unit)
    }
}

/// What a closure of a test throws on purpose.
struct Deliberate: Error, Equatable {}
