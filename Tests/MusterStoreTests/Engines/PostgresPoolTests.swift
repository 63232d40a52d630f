import Dispatch
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Synchronization
import Testing

/// How transactions wait that the server wants run again.
@Suite("Who is to be run again waits without a connection and keeps their place")
struct PostgresPoolTests {
    /// Work that notes its name, for which no server is needed.
    private struct Work: PooledWork {
        let body: @Sendable (_ attempts: Int) -> PooledOutcome
        var onRefusal: @Sendable () -> Void = {}

        func perform(_ connection: inout PostgresWorkerConnection, attempts: Int) -> PooledOutcome { body(attempts) }
        func refuse(_ error: any Error) { onRefusal() }
    }

    /// Pauses that end when the test says so.
    private struct Pauses {
        let begun: AsyncStream<@Sendable () -> Void>
        let pause: PostgresPool.Pause

        init() {
            let (begun, beginning) = AsyncStream<@Sendable () -> Void>.makeStream()
            self.begun = begun
            pause = { _, thereafter in beginning.yield(thereafter) }
        }

        /// Waits until a pause begins; gives what ends it.
        func next() async throws -> @Sendable () -> Void {
            var iterator = begun.makeAsyncIterator()
            return try #require(await iterator.next())
        }
    }

    private func pool(_ pauses: Pauses) throws -> PostgresPool {
        PostgresPool(try #require(PostgresTarget("host=/nowhere")), size: 1, pause: pauses.pause)
    }

    @Test func `the only connection serves another transaction meanwhile`() async throws {
        let place = try await TestDatabase.make(.postgres)
        defer { place.remove() }
        let pauses = Pauses()
        let attempts = Mutex(0)
        let engine = PostgresEngine(
            try #require(PostgresTarget(place.name)), connections: 1, policies: PolicyCache(), pause: pauses.pause)
        defer { engine.close() }
        async let contended = engine.write(.asIfAlone) { transaction in
            let attempt = attempts.withLock { count in
                count += 1
                return count
            }
            guard attempt == 1 else { return "done" }
            try transaction.run("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = 'serialization_failure'; END $$", [])
            return "not reached"
        }
        let goOn = try await pauses.next()
        #expect(try await engine.read(.oneState, isLong: false) { try $0.number("SELECT 7") } == 7)
        #expect(attempts.withLock { $0 } == 1)
        goOn()
        let value = try await contended
        #expect(value == "done")
        #expect(attempts.withLock { $0 } == 2)
    }

    @Test func `what comes one after the other does not open every connection`() async throws {
        let place = try await TestDatabase.make(.postgres)
        defer { place.remove() }
        let engine = PostgresEngine(
            try #require(PostgresTarget(place.name)), connections: 4, policies: PolicyCache(),
            pause: PostgresPool.sleep)
        defer { engine.close() }
        var connections: Set<Int> = []
        for _ in 0..<20 {
            let used = try await engine.read(.oneState, isLong: false) { try $0.number("SELECT pg_backend_pid()") }
            connections.insert(used)
        }
        #expect(connections.count < 4)
    }

    @Test func `after its pause work stands before what came later`() async throws {
        let pauses = Pauses()
        let order = Mutex<[String]>([])
        let gate = DispatchSemaphore(value: 0)
        let pool = try pool(pauses)
        let (steps, step) = AsyncStream<String>.makeStream()
        pool.enqueue(
            Work { attempts in
                guard attempts > 0 else { return .again(attempts: 1) }
                order.withLock { $0.append("early") }
                return .answered
            })
        let goOn = try await pauses.next()
        pool.enqueue(
            Work { _ in
                step.yield("the connection is taken")
                gate.wait()
                return .answered
            })
        var iterator = steps.makeAsyncIterator()
        #expect(await iterator.next() == "the connection is taken")
        pool.enqueue(
            Work { _ in
                order.withLock { $0.append("late") }
                step.yield("all is done")
                return .answered
            })
        goOn()
        gate.signal()
        #expect(await iterator.next() == "all is done")
        #expect(order.withLock { $0 } == ["early", "late"])
        pool.close()
    }

    @Test func `what pauses when the store is closed is done first, and once`() async throws {
        let pauses = Pauses()
        let attempts = Mutex<[Int]>([])
        let refusals = Mutex(0)
        let pool = try pool(pauses)
        pool.enqueue(
            Work { before in
                attempts.withLock { $0.append(before) }
                return before < 3 ? .again(attempts: before + 1) : .answered
            })
        let goOn = try await pauses.next()
        pool.close()
        #expect(attempts.withLock { $0 } == [0, 1, 2, 3])
        goOn()
        pool.enqueue(Work(body: { _ in .answered }, onRefusal: { refusals.withLock { $0 += 1 } }))
        #expect(refusals.withLock { $0 } == 1)
    }

    @Test func `pauses grow with the attempts, and with those who pause`() {
        func most(_ attempts: Int, _ contenders: Int, _ milliseconds: Int) -> Int {
            PostgresPool.millisecondsToPause(
                attempts: attempts, contenders: contenders, attemptMilliseconds: milliseconds)
        }
        #expect((1...Limits.transactionAttempts).map { most($0, 1, 1) }.prefix(8) == [4, 8, 16, 32, 64, 128, 200, 200])
        #expect(most(1, 40, 5) == 200)
        #expect(most(30, 40, 20) == 800)
        #expect(most(30, 4000, 100) == Limits.pauseMilliseconds)
    }
}
