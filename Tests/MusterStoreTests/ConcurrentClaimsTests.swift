import Facts
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// Many units that want the same departments at the same time (D6).
@Suite("A department claimed by many has exactly one holder")
struct ConcurrentClaimsTests {
    private static let wanted = ["dep-1", "dep-2", "dep-3", "dep-4"]

    @Test(.keepsAway("RC#19168"), arguments: TestEngine.allCases)
    func `of forty units created at once one holds all, and all counts are right`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        let made = try await withThrowingTaskGroup(of: BusinessUnit.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let new = try NewUnit(named: "\(number)", monitors: [Who.monitorA.id], departments: Self.wanted)
                    return try await world.store.createUnit(new, by: world.admin)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        // Each held all of them in the moment it was answered for.
        #expect(made.allSatisfy { $0.departmentCount == 4 && $0.monitorCount == 1 })
        let units = try await world.store.units(named: "", .all, for: world.admin).rows
        #expect(units.count == 41)
        #expect(units.map(\.departmentCount).filter { $0 > 0 } == [4])
        let holder = try #require(units.first { $0.departmentCount == 4 })
        #expect(
            try await world.texts("SELECT DISTINCT unit_id FROM departments WHERE unit_id IS NOT NULL") == [holder.id])
        #expect(try await world.faults() == [])
    }

    @Test(.holds("D6.5"), arguments: TestEngine.allCases)
    func `updates, creations and deletions at once leave nothing half done`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<6 {
                group.addTask { try await world.store.createUnit(NewUnit(named: "\(number)"), by: world.admin).id }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        await withTaskGroup(of: Void.self) { group in
            for step in 0..<90 {
                let id = ids[step % ids.count]
                let departments = Array(Self.wanted.dropFirst(step % 3).prefix(1 + step % 4))
                group.addTask {
                    guard let new = try? NewUnit(named: "step \(step)", departments: departments) else { return }
                    switch step % 9 {
                    case 7: try? await world.store.deleteUnit(id, by: world.admin)
                    case 8: _ = try? await world.store.createUnit(new, by: world.admin)
                    default: _ = try? await world.store.updateUnit(id, new, by: world.admin)
                    }
                }
            }
        }
        let units = try await world.store.units(named: "", .all, for: world.admin).rows
        let held = try await world.number("SELECT count(*) FROM departments WHERE unit_id IS NOT NULL")
        #expect(units.map(\.departmentCount).reduce(0, +) == held)
        for unit in units {
            let mine = try await world.store.departments(ofUnit: unit.id, .all, for: world.admin)
            #expect(mine.total == unit.departmentCount)
        }
        #expect(try await world.faults() == [])
    }

    @Test(arguments: TestEngine.allCases)
    func `users of one name made at once are one user`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let outcomes = await withTaskGroup(of: Result<User, any Error>.self) { group in
            for number in 0..<20 {
                group.addTask {
                    var new = NewUser(username: number % 2 == 0 ? "Ada" : "aDA", name: "Ada")
                    new.email = "ada\(number)@example.com"
                    new.passwordHash = "hash"
                    do { return .success(try await world.store.createUser(new, by: world.admin)) } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { (try? $0.get()) != nil }.count == 1)
        for case .failure(let error) in outcomes {
            #expect(["Ada", "aDA"].contains { error as? StoreRefusal == .user(.inUse($0)) })
        }
        #expect(try await world.number("SELECT count(*) FROM users WHERE username_folded = 'ada'") == 1)
    }
}
