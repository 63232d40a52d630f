import Facts
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// An operation is one transaction: what cannot be finished changes nothing, and is in no event.
@Suite("An operation that fails changes nothing")
struct AtomicityTests {
    struct Operation: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What is against it; nil for one that is done.
        let refusal: StoreRefusal?
        let run: @Sendable (Store, Caller) async throws -> Void

        init(
            _ name: String, refusal: StoreRefusal? = nil,
            _ run: @escaping @Sendable (Store, Caller) async throws -> Void
        ) {
            testDescription = name
            self.refusal = refusal
            self.run = run
        }
    }

    static let operations: [Operation] = [
        Operation("create unit") {
            let new = try NewUnit(named: "x", monitors: ["id-monitorA"], departments: ["dep-1", "dep-3", "dep-4"])
            _ = try await $0.createUnit(new, by: $1)
        },
        Operation("update unit") {
            let new = try NewUnit(named: "x", monitors: ["id-idleMonitor"], departments: ["dep-3"])
            _ = try await $0.updateUnit("unit-a", new, by: $1)
        },
        Operation("delete unit") { try await $0.deleteUnit("unit-a", by: $1) },
        Operation("create department") {
            let change = DepartmentChange(named: "x", agents: ["id-agent"], unit: .attach(to: "unit-a"))
            _ = try await $0.saveDepartment(change, by: $1)
        },
        Operation("update department") {
            let change = DepartmentChange(id: "dep-1", named: "x", agents: ["id-plain"], unit: .attach(to: "unit-b"))
            _ = try await $0.saveDepartment(change, by: $1)
        },
        Operation("delete department") { try await $0.deleteDepartment("dep-1", by: $1) },
        Operation("create user") {
            var new = NewUser(username: "x", name: "x")
            new.email = "x@example.com"
            new.roles = ["livechat-agent", "livechat-monitor"]
            new.passwordHash = "x"
            _ = try await $0.createUser(new, by: $1)
        },
        Operation("delete user") { try await $0.deleteUser(.id("id-monitorA"), by: $1) },
        Operation("deactivate user") { _ = try await $0.setActiveStatus(false, user: "id-monitorA", by: $1) },
        Operation("add monitor") { _ = try await $0.createMonitor("plain", by: $1) },
        Operation("remove monitor") { try await $0.deleteMonitor("monitorA", by: $1) },
        Operation("save agent") {
            try await $0.saveAgentInfo("id-agent", ["a": "b"], departmentIDs: ["dep-4"], by: $1)
        },
        Operation("set password") { try await $0.setPassword("hash", ofUser: "plain", by: $1) },
        Operation("add token") { _ = try await $0.addToken("secret", toUser: "plain", by: $1) },
    ]

    @Test(.keepsAway("RC#32504 (diff)"), arguments: TestEngine.allCases, operations)
    func `without its event an operation is undone, with it it changes something`(
        _ engine: TestEngine, _ operation: Operation
    ) async throws {
        let world = try await World(engine)
        let before = try await world.contents()
        try await world.refuseEvents()
        await #expect(throws: Conflict.self) { try await operation.run(world.store, world.admin) }
        #expect(try await world.contents() == before)

        try await world.takeEvents()
        try await operation.run(world.store, world.admin)
        let after = try await world.contents()
        #expect(after != before)
        #expect(after.contains { $0.hasPrefix("events") })
    }

    @Test(.holds("D6.5"), arguments: TestEngine.allCases)
    func `a closure that throws after its statements has changed nothing`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let before = try await world.contents()
        await #expect(throws: Deliberate.self) {
            try await world.store.write { transaction in
                try transaction.deleteUnit("unit-a")
                try transaction.insertUnit("unit-c", try NewUnit(named: "Gamma"))
                try transaction.append(Event("unit.created", "unit-c"), by: .system("test"))
                try transaction.deleteUser("id-agent")
                throw Deliberate()
            }
        }
        #expect(try await world.contents() == before)
    }

    static let refusals: [Operation] = [
        Operation("update an unknown unit", refusal: .unit(.noneToChange)) {
            _ = try await $0.updateUnit("none", try NewUnit(named: "x", departments: ["dep-1"]), by: $1)
        },
        Operation("delete an unknown unit", refusal: .unit(.noneToDelete)) { try await $0.deleteUnit("none", by: $1) },
        Operation("delete a department's id as a unit", refusal: .unit(.noneToDelete)) {
            try await $0.deleteUnit("dep-1", by: $1)
        },
        Operation("detach the last department", refusal: .department(.lastOfUnit)) {
            let change = DepartmentChange(id: "dep-3", named: "renamed", unit: .detach)
            _ = try await $0.saveDepartment(change, by: $1)
        },
        Operation("change an unknown department", refusal: .department(.noneToChange)) {
            _ = try await $0.saveDepartment(DepartmentChange(id: "none", named: "x"), by: $1)
        },
        Operation("change a department with an agent without id") {
            let department: JSON = [
                "name": "x", "email": "e", "enabled": true, "showOnRegistration": true, "showOnOfflineForm": true,
            ]
            let change = DepartmentChange(
                id: "dep-1", department: department, agents: [["agentId": "id-plain"], [:]], unit: .keep)
            _ = try await $0.saveDepartment(change, by: $1)
        },
        Operation("delete an unknown department", refusal: .department(.noneToDelete)) {
            try await $0.deleteDepartment("none", by: $1)
        },
        Operation("delete a unit's id as a department", refusal: .department(.noneToDelete)) {
            try await $0.deleteDepartment("unit-a", by: $1)
        },
        Operation("make a user whose name is taken", refusal: .user(.inUse("Plain"))) {
            var new = NewUser(username: "Plain", name: "x")
            new.passwordHash = "x"
            _ = try await $0.createUser(new, by: $1)
        },
        Operation("delete an unknown user", refusal: .user(.unknown)) {
            try await $0.deleteUser(.username("none"), by: $1)
        },
        Operation("make an unknown user a monitor", refusal: .monitor(.noneToAdd)) {
            _ = try await $0.createMonitor("none", by: $1)
        },
        Operation("give somebody who is no agent departments", refusal: .agent(.isNoAgent)) {
            try await $0.saveAgentInfo("id-plain", ["a": "b"], departmentIDs: ["dep-4"], by: $1)
        },
    ]

    @Test(arguments: TestEngine.allCases, refusals)
    func `a refused operation changes nothing`(_ engine: TestEngine, _ operation: Operation) async throws {
        let world = try await World(engine)
        let before = try await world.contents()
        let error = await #expect(throws: (any Error).self) { try await operation.run(world.store, world.admin) }
        #expect(error as? StoreRefusal == operation.refusal)
        #expect(try await world.contents() == before)
    }
}
