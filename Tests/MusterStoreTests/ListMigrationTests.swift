import Foundation
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// Stores of before schema 7.
@Suite("An older store gets its lists and searches with all that is in it")
struct ListMigrationTests {
    private static let rows = [
        """
        INSERT INTO users (id, username, username_folded, name, name_folded, type, active, created_at, updated_at)
        VALUES ('u1', 'Old.User', 'old.user', 'Älter', 'älter', 'user', 1, 0, 0)
        """,
        """
        INSERT INTO user_emails (user_id, position, address, address_folded, verified)
        VALUES ('u1', 0, 'Old@example.com', 'old@example.com', 1), ('u1', 1, 'older@example.com', 'older@example.com', 1)
        """,
        """
        INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at)
        VALUES ('n2', 'Old Unit', 'old unit', 'public', 0, 0), ('n1', 'Old Unit', 'old unit', 'public', 0, 0)
        """,
        """
        INSERT INTO departments (id, name, name_folded, enabled, fields, created_at, updated_at)
        VALUES ('d1', 'Old Department', 'old department', 1, '{"name":"Old Department","enabled":true}', 0, 0)
        """,
    ]

    /// A store as the program of before left it.
    private static func older(_ engine: TestEngine) async throws -> TestDatabase {
        let place = try await TestDatabase.make(engine)
        let old = try Engines.open(
            place.name, mustExist: false, patience: Patience(), policies: PolicyCache())
        try await old.migrate { transaction in
            try transaction.prepareMigrationTable()
            try old.prepareDialect(transaction)
            for migration in Migration.all where migration.number < Migration.lists.number {
                try transaction.apply(migration)
            }
            for statement in rows { try transaction.run(statement, []) }
        }
        try old.close()
        return place
    }

    private static func expectFound(_ store: Store) async throws {
        let caller = Caller(id: "u1", username: "Old.User", roles: [], hashedToken: "", requestID: "")
        try await store.write { transaction in
            try transaction.run("INSERT INTO permissions (id, updated_at) VALUES ('manage-livechat-units', 0)", [])
            try transaction.run(
                """
                INSERT INTO roles (id, name, scope, description, updated_at) VALUES ('user', 'user', 'Users', '', 0)
                """, [])
            try transaction.run(
                "INSERT INTO permission_roles (permission_id, role_id) VALUES ('manage-livechat-units', 'user')", [])
            try transaction.run("INSERT INTO user_roles (user_id, role_id, position) VALUES ('u1', 'user', 0)", [])
        }
        let holder = Caller(id: caller.id, username: caller.username, roles: ["user"], hashedToken: "", requestID: "")
        #expect(try await store.units(named: "d un", .all, for: holder).rows.map(\.id) == ["n1", "n2"])
        #expect(try await store.units(named: "", .all, for: holder).rows.map(\.id) == ["n1", "n2"])
        var query = DepartmentQuery()
        query.text = "DEPART"
        #expect(try await store.departments(query, .all, for: holder).rows.map(\.id) == ["d1"])
        for text in ["älT", "d.us", "OLDER@", "old@e"] {
            let found = try await store.directory(matching: text, searchesAddresses: true, .all)
            #expect(found.rows.map(\.id) == ["u1"], "\(text)")
        }
        #expect(try await store.read { try $0.brokenSearchIndexes().map(\.rows) } == [0, 0, 0, 0, 0, 0])
    }

    @Test(arguments: TestEngine.allCases)
    func `what was there is listed and found`(_ engine: TestEngine) async throws {
        let place = try await ListMigrationTests.older(engine)
        defer { place.remove() }
        let store = try await Store.open(place.name)
        try await ListMigrationTests.expectFound(store)
        try store.close()
    }

    @Test func `a database without the extension is searched all the same`() async throws {
        let world = try await World(.postgres)
        try await world.run("DROP EXTENSION pg_trgm CASCADE")
        #expect(try await world.number("SELECT count(*) FROM pg_indexes WHERE indexname = 'units_with_name'") == 0)
        let found = try await world.store.units(named: "LPH", .all, for: world.admin)
        #expect(found.rows.map(\.name) == ["Alpha"] && found.total == 1)
    }

    @Test func `who may not make the extension gets a store without it`() async throws {
        let place = try await TestDatabase.make(.postgres)
        defer { place.remove() }
        let role = "plain_" + UUID().uuidString.replacing("-", with: "").lowercased()
        let target = try #require(PostgresTarget(place.name))
        let connection = try PostgresConnection(target)
        try connection.command("CREATE ROLE \(role) LOGIN")
        try connection.command("GRANT CREATE, USAGE ON SCHEMA public TO \(role)")
        let store = try await Store.open(place.name.replacing("user=muster", with: "user=\(role)"))
        try await store.write { transaction in
            for statement in ListMigrationTests.rows { try transaction.run(statement, []) }
        }
        #expect(
            try await store.read { try $0.number("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'") } == 0)
        try await ListMigrationTests.expectFound(store)
        try store.close()
    }

    @Test func `where the extension is, searches have its indexes`() async throws {
        let world = try await World(.postgres)
        let indexes = try await world.texts(
            "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%' ORDER BY indexname")
        #expect(
            indexes == [
                "departments_with_name", "units_with_name", "user_emails_with_address", "users_with_name",
                "users_with_username",
            ])
    }
}
