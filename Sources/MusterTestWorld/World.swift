public import MusterModel
@testable public import MusterStore
import MusterTestSupport

/// A store in a known state: everybody of `Who`, units A and B, five departments.
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

    /// A fresh copy of the known state.
    public convenience init(_ engine: TestEngine) async throws {
        try await self.init(engine, copying: Template.of(.known, engine))
    }

    /// A fresh copy of the demo's organisation in place of the known state.
    public convenience init(demoOn engine: TestEngine) async throws {
        try await self.init(engine, copying: Template.of(.demo, engine))
    }

    private init(_ engine: TestEngine, copying template: String) async throws {
        self.engine = engine
        await Places.shared.take()
        do {
            place = try await TestDatabase.make(engine, copying: template)
            database = place.name
            store = try await Store.open(database)
        } catch {
            await Places.shared.leave()
            throw error
        }
    }

    deinit {
        try? store.close()
        place.remove()
        Task { await Places.shared.leave() }
    }

    /// The first administrator as a caller of store operations.
    public var admin: Caller { caller(.admin) }

    /// Anybody as a caller of store operations.
    public func caller(_ who: Who) -> Caller {
        Caller(
            id: who.id, username: who.username, roles: Set(who.roles), hashedToken: Digest.ofToken(who.token),
            requestID: "test")
    }

    /// Kinds of the events written since the world was made, oldest first.
    public func events() async throws -> [Event] {
        try await store.read { try $0.events(after: 0, limit: 10_000).map(\.event) }
    }

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
        try await store.write { try $0.saveSetting(setting, value) }
    }

    /// Runs a statement of the test's own.
    public func run(_ sql: String, _ values: String...) async throws {
        _ = try await store.write { try $0.run(sql, values.map(SQLValue.text)) }
    }

    /// The number a query of the test's own yields.
    public func number(_ sql: String, _ values: String...) async throws -> Int {
        try await store.read { try $0.number(sql, values.map(SQLValue.text)) }
    }
}
