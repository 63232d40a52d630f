import Facts
import MusterModel
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 6, D12, D27 on random organisations: what a list shows is what reads allow, for everybody.
@Suite("Lists, reads and counts draw the same border", .holds("6"))
struct ScopeTests {
    private static let people: [Who] = [.admin, .manager, .monitorA, .monitorB, .idleMonitor]
    private static let monitors: [Who] = [.monitorA, .monitorB, .idleMonitor, .manager, .plain]

    @Test(
        .holds("6.2.6", "6.2.8", "6.2.25", "D27.7"), .keepsAway("LiveHelperChat#1057", "chatwoot#6422"),
        arguments: TestEngine.allCases)
    func `for each person the listed ids are the readable ones`(_ engine: TestEngine) async throws {
        let seed = UInt64.random(in: 0...UInt64(UInt32.max))
        try await TestServer.run(engine) { server in
            var random = SeededGenerator(seed: seed)
            let ids = try await Self.makeOrganisation(server.world, &random)
            for who in Self.people {
                let units = try await Self.listed(server, "livechat/units?count=0", "units", who)
                #expect(
                    try await Self.readable(server, ids.units, who) { "livechat/units/\($0)" } == units,
                    "\(seed) \(who)")
                let mine = "onlyMyDepartments=true"
                let listed = try await Self.listed(
                    server, "livechat/department?count=0&showArchived=true&\(mine)", "departments", who)
                let read = try await Self.readable(server, ids.departments, who) { "livechat/department/\($0)?\(mine)" }
                #expect(read == listed, "\(seed) \(who)")
                let found = try await Self.listed(
                    server, "livechat/department.autocomplete?selector=%7B%7D&showArchived=true&\(mine)", "items", who)
                #expect(found == listed, "\(seed) \(who)")
                let archived = try await Self.listed(
                    server, "livechat/departments/archived?count=0&\(mine)", "departments", who)
                #expect(archived.isSubset(of: listed), "\(seed) \(who)")
                try await Self.expectBorder(server, who, units: units, departments: listed, all: ids.departments, seed)
            }
        }
    }

    @Test(.holds("6.2.9"), arguments: TestEngine.allCases)
    func `another permission or unit never hides anything, and monitors of the same units see the same`(
        _ engine: TestEngine
    ) async throws {
        let seed = UInt64.random(in: 0...UInt64(UInt32.max))
        try await TestServer.run(engine) { server in
            var random = SeededGenerator(seed: seed)
            let ids = try await Self.makeOrganisation(server.world, &random)
            func sight(_ who: Who) async throws -> Set<String> {
                let units = try await Self.listed(server, "livechat/units?count=0", "units", who)
                let path = "livechat/department?count=0&onlyMyDepartments=true"
                return units.union(try await Self.listed(server, path, "departments", who))
            }
            for permission in ["manage-livechat-units", "view-livechat-departments", "manage-livechat-departments"] {
                let before = try await sight(.monitorA)
                try await server.world.grant(permission, to: "user")
                #expect(try await sight(.monitorA) == before, "\(seed): a monitor stays within their units")
                #expect(try await sight(.manager).isSuperset(of: before), "\(seed)")
            }
            for unit in ids.units.shuffled(using: &random).prefix(3) {
                let before = try await sight(.monitorA)
                try await server.world.store.write { transaction in
                    for who in [Who.monitorA, .monitorB] {
                        try transaction.run(
                            """
                            INSERT INTO unit_monitors (id, unit_id, user_id, updated_at) VALUES ($1, $2, $3, 0)
                            ON CONFLICT (unit_id, user_id) DO NOTHING
                            """, [.text(Identifier.newID()), .text(unit), .text(who.id)])
                    }
                }
                #expect(try await sight(.monitorA).isSuperset(of: before), "\(seed)")
            }
            try await server.world.run("DELETE FROM unit_monitors WHERE user_id = 'id-monitorB'")
            try await server.world.run(
                """
                INSERT INTO unit_monitors (id, unit_id, user_id, updated_at)
                SELECT 'twin-' || unit_id, unit_id, 'id-monitorB', 0 FROM unit_monitors WHERE user_id = 'id-monitorA'
                """)
            let pair = try await [sight(.monitorA), sight(.monitorB)]
            #expect(pair[0] == pair[1] && !pair[0].isEmpty, "\(seed)")
        }
    }

    @Test(.holds("6.1.6"), arguments: TestEngine.allCases)
    func `in a workspace without units a monitor sees no department of theirs`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("DELETE FROM units")
            let mine = try await Self.listed(
                server, "livechat/department?onlyMyDepartments=true", "departments", .monitorA)
            #expect(mine == [])
            let all = try await Self.listed(server, "livechat/department", "departments", .monitorA)
            #expect(all.count == 4)
            let others = try await Self.listed(
                server, "livechat/department?onlyMyDepartments=true", "departments", .agent)
            #expect(others.count == 4, "who is no monitor is not restricted")
        }
    }

    private static func expectBorder(
        _ server: TestServer, _ who: Who, units: Set<String>, departments: Set<String>, all: [String], _ seed: UInt64
    ) async throws {
        guard who != .admin, who != .manager else {
            #expect(departments == Set(all), "\(seed) \(who)")
            return
        }
        let expected = try await server.world.store.read { transaction in
            try transaction.rows("SELECT id, unit_id FROM departments WHERE unit_id IS NOT NULL", [])
                .filter { units.contains($0.text(1)) }.map { $0.text(0) }
        }
        #expect(departments == Set(expected), "\(seed) \(who)")
    }

    private static func listed(_ server: TestServer, _ path: String, _ member: String, _ who: Who) async throws -> Set<
        String
    > {
        let answer = try await server.send("GET", path, as: who)
        let rows = try #require(answer.json?.object?[member]?.array, "\(path) \(answer.text)")
        if let total = answer.json?.object?["total"]?.number { #expect(rows.count == Int(total)) }
        return Set(rows.compactMap { $0.object?["_id"]?.string })
    }

    private static func readable(
        _ server: TestServer, _ ids: [String], _ who: Who, _ path: (String) -> String
    ) async throws -> Set<String> {
        var found: Set<String> = []
        for id in ids {
            let answer = try await server.send("GET", path(id), as: who)
            let object = answer.json?.object
            if (object?["department"]?.object ?? object)?["_id"]?.string == id { found.insert(id) }
        }
        return found
    }

    /// Units, monitors and departments by chance, through the store's own operations.
    private static func makeOrganisation(
        _ world: World, _ random: inout SeededGenerator
    ) async throws -> (units: [String], departments: [String]) {
        var departments = ["dep-1", "dep-2", "dep-3", "dep-4", "dep-5"]
        for number in 0..<12 {
            let change = DepartmentChange(
                id: nil,
                department: [
                    "name": .string("D\(number % 5)"), "email": "d@example.com",
                    "enabled": .bool(.random(using: &random)),
                    "showOnRegistration": true, "showOnOfflineForm": true,
                ], agents: nil, unit: .keep)
            departments.append(try await world.store.saveDepartment(change, by: world.admin).now.id)
        }
        var units = ["unit-a", "unit-b"]
        for number in 0..<6 {
            let new = try NewUnit(
                unitData: ["name": .string("U\(number % 3)"), "visibility": "public"],
                unitMonitors: .array(
                    monitors.filter { _ in Bool.random(using: &random) }
                        .map { ["monitorId": .string($0.id), "username": .string($0.username)] }),
                unitDepartments: .array(
                    departments.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
                        .map { ["departmentId": .string($0)] }))
            units.append(try await world.store.createUnit(new, by: world.admin).id)
        }
        if let archived = departments.randomElement(using: &random) {
            _ = try await world.store.setArchived(true, department: archived, by: world.admin)
        }
        return (units, departments)
    }
}
