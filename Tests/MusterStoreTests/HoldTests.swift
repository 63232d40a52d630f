import MusterModel
@testable import MusterStore
import MusterTestWorld
import Synchronization
import Testing

/// Writes that concern one user hold that user, and need no stricter isolation (docs/storage.md, "Isolation").
@Suite("What relies on one user is done by one after the other")
struct HoldTests {
    private static let plain = Who.plain.id

    @Test func `a write that holds is read committed, any other serializable, a read one state`() async throws {
        let world = try await World(.postgres)
        let level = { @Sendable (transaction: any Transaction) in
            try transaction.row("SHOW transaction_isolation", [])?.text(0)
        }
        #expect(
            try await world.store.write(holding: .id(Self.plain), by: nil) { transaction, _ in try level(transaction) }
                == "read committed")
        #expect(try await world.store.write { try level($0) } == "serializable")
        #expect(try await world.store.read { try level($0) } == "repeatable read")
    }

    @Test(arguments: TestEngine.allCases)
    func `who is held is who is named`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        for (reference, id) in [
            (.id(Self.plain), Self.plain), (.username("PLAIN"), Self.plain), (.email("Plain@Example.com"), Self.plain),
            (.username("none"), nil), (.email("none@example.com"), nil),
        ] as [(UserReference, String?)] {
            let held = try await world.store.write(holding: reference, by: world.admin) { $1 }
            #expect(held == id, "\(reference)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of logins at once as many stay as may, and each is noted`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        let candidate = try #require(try await world.store.loginCandidate(.username("plain")))
        try await withThrowingTaskGroup(of: User?.self) { group in
            for number in 0..<20 {
                group.addTask { try await world.store.logIn(candidate, token: "t\(number)", limit: 3) }
            }
            for try await user in group { #expect(user?.id == Self.plain) }
        }
        #expect(try await world.number("SELECT count(*) FROM login_tokens WHERE user_id = $1", Self.plain) == 3)
        #expect(try await world.faults() == [])
    }

    @Test(arguments: TestEngine.allCases)
    func `no session outlives a new password that came with the login`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        for round in 0..<20 {
            let candidate = try #require(try await world.store.loginCandidate(.username("plain")))
            async let opened = world.store.logIn(candidate, token: "t\(round)", limit: 50)
            async let changed: Void = world.store.setPassword("hash \(round)", ofUser: "plain", by: world.admin)
            _ = try await opened
            try await changed
            #expect(try await world.number("SELECT count(*) FROM login_tokens WHERE user_id = $1", Self.plain) == 0)
        }
        #expect(try await world.faults() == [])
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody stays present who said so while their last session ended`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        try await world.store.logOutUser(Self.plain, by: world.admin)
        let candidate = try #require(try await world.store.loginCandidate(.username("plain")))
        for round in 0..<20 {
            _ = try await world.store.logIn(candidate, token: "t\(round)", limit: 50)
            let admission = try await world.store.admission(
                token: "t\(round)", userID: Self.plain, requestID: "r", mayBeRecent: false)
            let caller = try #require(admission.caller)
            let mine = world.store.admitted(by: admission)
            async let said: Void? = try? mine.setStatus("online", message: nil, of: .id(Self.plain), by: caller)
            async let left: Void = world.store.logOut(caller)
            _ = await said
            try await left
            #expect(
                try await world.number("SELECT count(*) FROM users WHERE id = $1 AND status <> 'offline'", Self.plain)
                    == 0)
        }
        #expect(try await world.faults() == [])
    }

    @Test(arguments: [
        ["DELETE FROM permission_roles WHERE permission_id = 'edit-other-user-info'"],
        ["INSERT INTO settings (id, value, updated_at) VALUES ('Accounts_AllowUserStatusMessageChange', 'false', 0)"],
        [
            "SELECT 1 FROM users WHERE id = 'id-admin' FOR NO KEY UPDATE",
            "DELETE FROM user_roles WHERE user_id = 'id-admin' AND role_id = 'admin'",
        ],
        [
            "SELECT 1 FROM users WHERE id = 'id-admin' FOR NO KEY UPDATE",
            "DELETE FROM login_tokens WHERE user_id = 'id-admin'",
        ],
    ])
    func `a right that goes while a write waits for it writes nothing`(_ taking: [String]) async throws {
        let world = try await World(.postgres)
        let admission = try await world.store.admission(
            token: Who.admin.token, userID: Who.admin.id, requestID: "r", mayBeRecent: false)
        let caller = try #require(admission.caller)
        let other = try PostgresConnection(try #require(PostgresTarget(world.database)))
        try other.command("BEGIN")
        for statement in taking { try other.command(statement) }
        let hasEnded = Mutex(false)
        let saving = Task {
            defer { hasEnded.withLock { $0 = true } }
            try await world.store.admitted(by: admission).setStatus(
                "busy", message: "by a right that is gone", of: .id(Self.plain), by: caller)
        }
        let waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        while !hasEnded.withLock({ $0 }) {
            if try await world.number(waiting) > 0 { break }
        }
        #expect(!hasEnded.withLock { $0 }, "it waits")
        try other.command("COMMIT")
        await #expect(throws: AdmissionChanged.self) { try await saving.value }
        #expect(try await world.number("SELECT count(*) FROM users WHERE status_text LIKE 'by a right%'") == 0)
    }
}
