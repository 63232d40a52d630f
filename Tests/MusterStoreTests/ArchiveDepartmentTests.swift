import Facts
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// Archiving, and `enabled`, which stands in a column and among the members.
@Suite("A department is archived in every place at once")
struct ArchiveDepartmentTests {
    enum Step: String, Sendable { case archive, unarchive, enable, disable, rename, join }

    static let stories: [[Step]] = [
        [.archive], [.archive, .archive], [.unarchive], [.archive, .unarchive], [.archive, .unarchive, .enable],
        [.disable, .archive], [.disable, .archive, .unarchive], [.archive, .unarchive, .rename],
        [.join, .archive, .unarchive, .enable, .archive],
    ]

    private static func play(_ step: Step, _ id: String, _ world: World) async throws {
        let store = world.store
        switch step {
        case .archive: #expect(try await store.setArchived(true, department: id, by: world.admin))
        case .unarchive: #expect(try await store.setArchived(false, department: id, by: world.admin))
        case .enable, .disable:
            let change = DepartmentChange(id: id, named: "Deps", more: ["enabled": .bool(step == .enable)])
            _ = try await store.saveDepartment(change, by: world.admin)
        case .rename:
            let change = DepartmentChange(id: id, named: "Other", more: ["enabled": false])
            _ = try await store.saveDepartment(change, by: world.admin)
        case .join:
            _ = try await store.saveDepartment(
                DepartmentChange(id: id, named: "Deps", agents: [Who.agent.id]), by: world.admin)
        }
    }

    @Test(.keepsAway("Muster 11.14"), arguments: TestEngine.allCases, stories)
    func `columns, members and the log agree after each step, and each step can be undone`(
        _ engine: TestEngine, _ story: [Step]
    ) async throws {
        let world = try await World.healthy(engine)
        let saved = try await world.store.saveDepartment(DepartmentChange(named: "Deps"), by: world.admin)
        let id = saved.now.id
        for step in story {
            let before = try #require(try await world.store.read { try $0.departmentImage(id) })
            let earlier = try await world.events().count
            try await Self.play(step, id, world)
            #expect(try await world.faults() == [], "\(step)")
            let after = try #require(try await world.store.read { try $0.departmentImage(id) })
            let department = try #require(try await world.store.read { try $0.department(id) })
            #expect(department.fields["enabled"] == .bool(department.enabled))
            let events = try await world.events().dropFirst(earlier)
            #expect(events.count == (before == after ? 0 : 1) || step == .join)
            guard let event = events.first, let old = event.before?.object, let new = event.after?.object else {
                continue
            }
            #expect(before.changed(from: old, to: new) == after, "done again")
            #expect(after.changed(from: new, to: old) == before, "undone")
        }
    }

    @Test(.keepsAway("Muster 11.14"), arguments: TestEngine.allCases)
    func `the log says that archiving disables, and that taking back does not enable`(_ engine: TestEngine)
        async throws
    {
        let world = try await World(engine)
        _ = try await world.store.setArchived(true, department: "dep-1", by: world.admin)
        _ = try await world.store.setArchived(false, department: "dep-1", by: world.admin)
        #expect(
            try await world.events() == [
                Event(
                    "department.archived", "dep-1", before: ["department": ["enabled": true]],
                    after: ["department": ["enabled": false, "archived": true]]),
                Event(
                    "department.unarchived", "dep-1", before: ["department": ["archived": true]],
                    after: ["department": ["archived": false]]),
            ])
    }

    @Test(.keepsAway("Muster 11.14"), arguments: TestEngine.allCases)
    func `what an older program archived is put right, and told`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        let names = ["Deps", "\u{0} \"enabled\":true", "Other"]
        var ids: [String] = []
        for name in names {
            // Members that only look like the one that is put right.
            let more: JSONObject = ["x\"enabled": true, "description": ",\"enabled\":true", "y,\"enabled": true]
            let saved = try await world.store.saveDepartment(DepartmentChange(named: name, more: more), by: world.admin)
            ids.append(saved.now.id)
        }
        for id in ids.prefix(2) {
            try await world.run("UPDATE departments SET archived = 1, enabled = 0 WHERE id = $1", id)
            try await world.store.write { transaction in
                let after: JSON = ["department": ["archived": true]]
                try transaction.append(
                    Event("department.archived", id, before: ["department": [:]], after: after), by: .system("test"))
            }
        }
        #expect(try await world.faults() == ["2 rows break the rule: a department's column enabled is its member"])
        let earlier = try await world.events()
        for _ in 0..<2 {
            // The second time there is nothing left to put right.
            try await world.run("DELETE FROM schema_migrations WHERE number = \(Migration.archivedMembers.number)")
            try await world.store.write { try $0.apply(.archivedMembers) }
        }
        #expect(try await world.faults() == [])
        let new = try await world.events().dropFirst(earlier.count)
        #expect(Set(new.map(\.subjectID)) == Set(ids.prefix(2)) && new.count == 2)
        for event in new {
            #expect(event.kind == "department.updated")
            #expect(event.before == ["department": ["enabled": true]])
            #expect(event.after == ["department": ["enabled": false]])
        }
        for (id, name) in zip(ids, names) {
            let department = try #require(try await world.store.read { try $0.department(id) })
            #expect(department.fields["enabled"] == .bool(id == ids[2]))
            #expect(department.fields["x\"enabled"] == true && department.fields["y,\"enabled"] == true)
            #expect(department.fields["description"] == ",\"enabled\":true")
            #expect(department.fields["name"] == .string(name))
        }
    }
}
