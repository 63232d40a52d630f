import MusterModel
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Random operations, each followed by a comparison of the whole store with a model of plain sets.
@Suite("After any operations the store is what the contract says")
struct RandomOperationsTests {
    @Test(arguments: TestEngine.allCases, [11, 12, 13] as [UInt64])
    func `store and model agree after each of a hundred operations`(_ engine: TestEngine, _ seed: UInt64) async throws {
        let world = try await World(engine)
        try await world.store.deleteUnit("unit-a", by: world.admin)
        try await world.store.deleteUnit("unit-b", by: world.admin)
        _ = try await world.store.saveDepartmentAgents(
            [], removing: [Who.agent.id], ofDepartment: "dep-1", by: world.admin)
        var player = OrganisationPlayer(world: world, random: SeededGenerator(seed: seed))
        player.model.departments["dep-1"]?.agents = []
        for step in 0..<100 {
            let operation = try await player.play()
            let differences = try await player.differences()
            #expect(differences == [], "step \(step) of seed \(seed): \(operation)")
            if !differences.isEmpty { return }
        }
        #expect(player.model.units.count > 1 && player.refusals > 1, "the seed plays too little")
        let faults = try await world.faults()
        #expect(faults == [])
    }
}

/// Plays one random operation after another on the store and on the model.
struct OrganisationPlayer {
    let world: World
    var random: SeededGenerator
    var model = OrganisationModel()
    /// Operations that the contract refuses, and that were refused.
    private(set) var refusals = 0
    /// Every id there ever was, the oldest first.
    private var born: [String]

    init(world: World, random: SeededGenerator) {
        self.world = world
        self.random = random
        born = ["ghost"] + (model.departments.keys.sorted() + model.users.keys.sorted())
    }

    /// Plays one operation; returns it in words.
    mutating func play() async throws -> String {
        switch Int.random(in: 0..<20, using: &random) {
        case 0...3: return try await createUnit()
        case 4...6: return try await updateUnit()
        case 7: return try await deleteUnit()
        case 8...9: return try await saveDepartment(nil)
        case 10...13: return try await saveDepartment(pick(model.departments.keys) ?? "none")
        case 14: return try await deleteDepartment()
        case 15: return try await createUser()
        case 16: return try await deleteUser()
        case 17: return try await activate()
        default: return try await changeMonitor()
        }
    }

    /// One of the ids, chosen by the order in which they were made: the ids themselves differ from run to run.
    private mutating func pick(_ ids: some Collection<String>) -> String? {
        let present = Set(ids)
        return born.filter(present.contains).randomElement(using: &random)
    }

    /// Some of the ids, some of them twice, and one that nobody has.
    private mutating func some(_ ids: some Collection<String>, most: Int) -> [String] {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in
            Int.random(in: 0..<8, using: &random) == 0 ? "ghost" : pick(ids) ?? "ghost"
        }
    }

    private mutating func newUnit() throws -> NewUnit {
        let name = ["", "Unit", "é", "😀"].randomElement(using: &random) ?? ""
        return try NewUnit(
            named: name + "\(random.next() % 100)", visibility: Bool.random(using: &random) ? "public" : "private",
            monitors: some(model.users.keys, most: 5), departments: some(model.departments.keys, most: 4))
    }

    private mutating func createUnit() async throws -> String {
        let new = try newUnit()
        let unit = try await world.store.createUnit(new, by: world.admin)
        model.saveUnit(unit.id, new)
        born.append(unit.id)
        #expect(unit.monitorCount == model.monitors(of: unit.id).count)
        #expect(unit.departmentCount == model.departments(of: unit.id).count)
        return "create \(new)"
    }

    private mutating func updateUnit() async throws -> String {
        let new = try newUnit()
        guard let id = pick(Array(model.units.keys) + ["dep-1"]), model.units[id] != nil else {
            try await refused(.unit(.noneToChange)) { _ = try await $0.updateUnit("dep-1", new, by: $1) }
            return "update an unknown unit"
        }
        let unit = try await world.store.updateUnit(id, new, by: world.admin)
        model.saveUnit(id, new)
        #expect(unit.monitorCount == model.monitors(of: id).count)
        #expect(unit.departmentCount == model.departments(of: id).count)
        return "update \(id) \(new)"
    }

    private mutating func deleteUnit() async throws -> String {
        guard let id = pick(model.units.keys) else {
            try await refused(.unit(.noneToDelete)) { try await $0.deleteUnit("none", by: $1) }
            return "delete an unknown unit"
        }
        try await world.store.deleteUnit(id, by: world.admin)
        model.deleteUnit(id)
        return "delete \(id)"
    }

    private mutating func saveDepartment(_ id: String?) async throws -> String {
        let name = "Department \(random.next() % 100)"
        let agents = Bool.random(using: &random) ? some(model.users.keys, most: 3) : nil
        let unit: UnitChange
        switch Int.random(in: 0..<4, using: &random) {
        case 0: unit = .keep
        case 1: unit = .detach
        default: unit = .attach(to: pick(Array(model.units.keys) + ["ghost"]) ?? "ghost")
        }
        let change = DepartmentChange(id: id, named: name, agents: agents, unit: unit)
        let words = "save department \(id ?? "new") \(agents ?? []) \(unit)"
        if let id, model.departments[id]?.name == "Archived" {
            _ = try await world.store.setArchived(false, department: id, by: world.admin)
        }
        if unit == .detach, let id, let present = model.departments[id]?.unit,
            model.departments(of: present).count == 1
        {
            try await refused(.department(.lastOfUnit)) { _ = try await $0.saveDepartment(change, by: $1) }
            return words
        }
        let saved = try await world.store.saveDepartment(change, by: world.admin)
        model.saveDepartment(saved.now.id, name, agents: agents, unit: unit)
        if id == nil { born.append(saved.now.id) }
        return words
    }

    private mutating func deleteDepartment() async throws -> String {
        guard model.departments.count > 3, let id = pick(model.departments.keys) else {
            try await refused(.department(.noneToDelete)) { try await $0.deleteDepartment("none", by: $1) }
            return "delete an unknown department"
        }
        try await world.store.deleteDepartment(id, by: world.admin)
        model.departments[id] = nil
        return "delete \(id)"
    }

    private mutating func createUser() async throws -> String {
        var new = NewUser(username: "user\(random.next() % 1000)", name: "User")
        new.email = "\(new.username)@example.com"
        new.passwordHash = "hash"
        new.roles = Bool.random(using: &random) ? ["user", "livechat-monitor"] : nil
        let made = new
        if model.users.values.contains(where: { $0.username == new.username }) {
            try await refused(.user(.inUse(made.username))) { _ = try await $0.createUser(made, by: $1) }
            return "create \(new.username) again"
        }
        let user = try await world.store.createUser(new, by: world.admin)
        born.append(user.id)
        model.users[user.id] = .init(username: new.username, isMonitor: new.roles != nil, isActive: true)
        return "create user \(user.id)"
    }

    private mutating func deleteUser() async throws -> String {
        guard let id = pick(model.users.keys.filter { !["id-admin", "id-guest"].contains($0) }) else { return "" }
        try await world.store.deleteUser(.id(id), by: world.admin)
        model.deleteUser(id)
        return "delete user \(id)"
    }

    private mutating func activate() async throws -> String {
        guard let id = pick(model.users.keys.filter { $0 != "id-admin" }) else { return "" }
        let active = Bool.random(using: &random)
        _ = try await world.store.setActiveStatus(active, user: id, by: world.admin)
        model.users[id]?.isActive = active
        return "set \(id) active: \(active)"
    }

    private mutating func changeMonitor() async throws -> String {
        guard let id = pick(model.users.keys), let user = model.users[id] else { return "" }
        if Bool.random(using: &random) {
            _ = try await world.store.createMonitor(user.username, by: world.admin)
            model.users[id]?.isMonitor = true
        } else {
            try await world.store.deleteMonitor(user.username, by: world.admin)
            model.users[id]?.isMonitor = false
            model.forgetMonitor(id)
        }
        return "make \(id) a monitor: \(model.users[id]?.isMonitor == true)"
    }

    private mutating func refused(
        _ refusal: StoreRefusal, _ operation: (Store, Caller) async throws -> Void
    ) async throws {
        await #expect(throws: refusal) { try await operation(world.store, world.admin) }
        refusals += 1
    }
}
