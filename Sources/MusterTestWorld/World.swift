public import MusterModel
public import MusterStore
import MusterTestSupport
import Synchronization

/// A store in a known state, and the history of it: everybody of `Who`, units A and B, five departments.
///
/// | unit | monitors | departments |
/// | --- | --- | --- |
/// | `unit-a` "Alpha" | monitorA | `dep-1` "Sales", `dep-2` "Support" |
/// | `unit-b` "Beta" | monitorB | `dep-3` "Billing" |
/// | (none) | | `dep-4` "Free", `dep-5` "Archived" (archived) |
public final class World: Sendable {
    /// The store.
    public let store: Store
    /// What `--database` would say of it: the path of a file, or where a database server is.
    public let database: String
    /// The same; a path on the engine that has files.
    public var path: String { database }
    /// The engine it stands on.
    public let engine: TestEngine
    private let place: TestDatabase
    /// The newest event of those that made the world.
    public let eventsBefore: Int
    private let places: Places?
    private let hasEnded = Mutex(false)
    private let began: ContinuousClock.Instant
    private let file: String

    /// A fresh copy of the known state.
    ///
    /// - Parameters:
    ///   - engine: What it stands on.
    ///   - waiting: Whether the test does little but wait. Then the world is not counted among those that stand at
    ///     once, so that the waiting begins early and passes beside the other tests.
    ///   - file: The test's file, for `TestTimes`.
    public convenience init(
        _ engine: TestEngine, waiting: Bool = false, file: String = #fileID
    ) async throws {
        try await self.init(engine, copying: .known, waiting: waiting, file: file)
    }

    /// A fresh copy of the demo's organisation in place of the known state.
    public convenience init(demoOn engine: TestEngine, file: String = #fileID) async throws {
        try await self.init(engine, copying: .demo, waiting: false, file: file)
    }

    init(_ engine: TestEngine, copying state: Template.State, waiting: Bool, file: String = #fileID) async throws {
        self.engine = engine
        self.file = file
        places = waiting ? nil : Places.worlds
        await places?.take()
        began = .now
        do {
            place = try await TestDatabase.make(engine, copying: Template.of(state, engine))
            database = place.name
            store = try await Store.open(database)
            eventsBefore = try await store.number("SELECT coalesce(max(sequence), 0) FROM events")
        } catch {
            await places?.leave()
            throw error
        }
    }

    deinit { endNow() }

    /// Gives back what the world takes up, on a thread that may block; nobody may use it any more.
    ///
    /// A world that nobody ends does it when the last reference goes, on whatever thread that is.
    public func end() async { try? await offThread { self.endNow() } }

    private func endNow() {
        let isFirst = hasEnded.withLock { ended in
            defer { ended = true }
            return !ended
        }
        guard isFirst else { return }
        try? store.close()
        place.remove()
        TestTimes.add(ContinuousClock.now - began, of: file)
        if let places { Task { await places.leave() } }
    }

    /// The first administrator as a caller of store operations.
    public var admin: Caller { caller(.admin) }

    /// Anybody as a caller of store operations.
    public func caller(_ who: Who) -> Caller {
        Caller(
            id: who.id, username: who.username, roles: Set(who.roles), hashedToken: Digest.ofToken(who.token),
            requestID: "test")
    }

    /// The events written since the world was made, oldest first.
    public func events() async throws -> [Event] { try await store.events(after: eventsBefore) }

    /// Gives a role another permission.
    public func grant(_ permission: String, to role: String) async throws {
        try await run("INSERT INTO permission_roles (permission_id, role_id) VALUES ($1, $2)", permission, role)
    }

    /// Takes a permission from a role.
    public func revoke(_ permission: String, from role: String) async throws {
        try await run("DELETE FROM permission_roles WHERE permission_id = $1 AND role_id = $2", permission, role)
    }

    /// Stores a setting.
    public func set(_ setting: String, _ value: JSON) async throws {
        try await store.saveSetting(setting, value)
    }

    /// Runs a statement of the test's own.
    public func run(_ sql: String, _ values: String...) async throws {
        try await store.run(sql, values)
    }

    /// The number a query of the test's own yields.
    public func number(_ sql: String, _ values: String...) async throws -> Int {
        try await store.number(sql, values)
    }
}
