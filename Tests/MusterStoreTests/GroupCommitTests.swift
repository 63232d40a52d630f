import Dispatch
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// Writes that share a commit (docs/decisions/0003).
@Suite("Writes at the same time share a commit at most")
struct GroupCommitTests {
    private enum Outcome: Equatable {
        case wrote(Int, at: Timestamp)
        case refused
    }

    /// Holds the writing thread until all the others have asked to write, so that they share the next commit.
    private func writeTogether(
        _ count: Int, _ world: World, _ body: @escaping @Sendable (any Transaction, Int) throws -> Void
    )
        async -> [Int: Result<Timestamp, any Error>]
    {
        let arrivals = DispatchSemaphore(value: 0)
        return await withTaskGroup(of: (Int, Result<Timestamp, any Error>).self) { group in
            group.addTask {
                let first = try? await world.store.write { transaction in
                    for _ in 0..<count { arrivals.wait() }
                    return transaction.now
                }
                return (-1, .success(first ?? Timestamp(milliseconds: 0)))
            }
            for number in 0..<count {
                group.addTask {
                    arrivals.signal()
                    do {
                        let time = try await world.store.write { transaction in
                            try body(transaction, number)
                            return transaction.now
                        }
                        return (number, .success(time))
                    } catch {
                        return (number, .failure(error))
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hundred writes at the same time are all there, each answered with its own value`(_ engine: TestEngine)
        async throws
    {
        let world = try await World(engine)
        let results = await writeTogether(100, world) { transaction, number in
            try transaction.saveSetting("n\(number)", .int(number))
        }
        for number in 0..<100 {
            #expect(throws: Never.self) { try results[number]?.get() }
            #expect(try await world.texts("SELECT value FROM settings WHERE id = $1", "n\(number)") == ["\(number)"])
        }
        guard engine == .sqlite else { return }
        // They really shared: one transaction has one time.
        let times = Dictionary(grouping: results.values.compactMap { try? $0.get() }, by: \.self).mapValues(\.count)
        #expect((times.values.max() ?? 0) > 50)
    }

    @Test(arguments: TestEngine.allCases)
    func `a write that fails takes only its own statements back`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let results = await writeTogether(100, world) { transaction, number in
            try transaction.saveSetting("n\(number)", .int(number))
            if number % 10 == 3 { throw Deliberate() }
            // A constraint of the schema: this user name is taken.
            if number % 10 == 7 { try transaction.insertUser(NewUser(username: "PLAIN", name: "x")) }
            try transaction.saveSetting("m\(number)", .int(number))
        }
        for number in 0..<100 {
            let result = try #require(results[number])
            switch number % 10 {
            case 3: #expect(throws: Deliberate()) { try result.get() }
            case 7: #expect(throws: Conflict.usernameTaken) { try result.get() }
            default: #expect(throws: Never.self) { try result.get() }
            }
            let isThere = number % 10 != 3 && number % 10 != 7
            let found = try await world.number(
                "SELECT count(*) FROM settings WHERE id IN ($1, $2)", "n\(number)", "m\(number)")
            #expect(found == (isThere ? 2 : 0), "write \(number)")
        }
        #expect(try await world.number("SELECT count(*) FROM users WHERE username_folded = 'plain'") == 1)
    }

    @Test(arguments: TestEngine.allCases)
    func `of writes that change the same value none is lost`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.set("sum", 0)
        let results = await writeTogether(60, world) { transaction, _ in
            let sum = try transaction.settings().atMost("sum")
            try transaction.saveSetting("sum", .int(sum + 1))
        }
        let acknowledged = results.filter { $0.key >= 0 && (try? $0.value.get()) != nil }.count
        #expect(try await world.store.settings().atMost("sum") == acknowledged)
        for case .failure(let error) in results.values { #expect((error as? Failure)?.kind == .unavailable) }
        #expect(acknowledged == 60 || engine == .postgres)
        #expect(acknowledged > 30)
    }

    @Test(arguments: TestEngine.allCases)
    func `a closed store refuses writes, and twice closed is closed`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try world.store.close()
        let failure = await #expect(throws: Failure.self) { try await world.set("late", 1) }
        #expect(failure?.kind == .unavailable)
        #expect(throws: Never.self) { try world.store.close() }
    }

    @Test(arguments: TestEngine.allCases)
    func `what was accepted before closing is on disk, the rest is refused`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let outcomes = await withTaskGroup(of: Outcome.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        let time = try await world.store.write { transaction in
                            try transaction.saveSetting("n\(number)", true)
                            return transaction.now
                        }
                        return .wrote(number, at: time)
                    } catch { return .refused }
                }
                if number == 120 { group.addTask { (try? world.store.close()) == nil ? .refused : .refused } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let acknowledged = outcomes.compactMap { if case .wrote(let number, _) = $0 { "n\(number)" } else { nil } }
        let reopened = try await Store.open(world.database)
        let stored = try await reopened.read { transaction in
            try transaction.rows("SELECT id FROM settings ORDER BY id", []).map { $0.text(0) }
        }
        #expect(stored == acknowledged.sorted())
        try reopened.close()
    }
}
