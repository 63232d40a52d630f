import Foundation
import Logging
import MusterModel
import MusterServer
import MusterStore

/// What the first start makes, and what TEST_MODE and the demo bring (D18, D19).
struct Workspace: Sendable {
    private enum Kind { case ordinary, demo, test }

    private let kind: Kind
    private let isOnLoopback: Bool
    private let environment = ProcessInfo.processInfo.environment
    private let logger: Logger

    /// - Throws: `Failure` when a known admin would be reachable from another machine.
    init(host: String, demo: Bool, logger: Logger) throws {
        self.logger = logger
        let isTest = environment["TEST_MODE"] == "true"
        kind = isTest ? .test : demo ? .demo : .ordinary
        isOnLoopback = Workspace.isLoopback(host)
        guard kind == .ordinary || isOnLoopback else {
            let what = isTest ? "TEST_MODE" : "--demo"
            throw Failure(.fault, "\(what) brings an admin everybody knows: it is refused on any address but loopback")
        }
        if isTest {
            logger.warning("TEST_MODE is on: there is an admin whose password everybody knows")
        }
    }

    /// Makes what must be there.
    func prepare(_ store: Store) async throws {
        try await store.prepareWorkspace()
        switch kind {
        case .test:
            let hash = try PasswordHash.make(ofDigest: Digest.hex("rocketchat.internal.admin.test"))
            try await store.remakeTestAdmin(passwordHash: hash)
        case .demo: try await prepareDemo(store)
        case .ordinary: try await prepareAdmin(store)
        }
    }

    /// What the demo or TEST_MODE left in a database must not be reachable from another machine either.
    ///
    /// - Throws: `Failure` when it would be.
    func refusePublicCredentials(_ store: Store) async throws {
        guard kind == .ordinary, !isOnLoopback, try await store.hasPublicCredentials() else { return }
        throw Failure(
            .fault,
            "This database was used by the demo or TEST_MODE and has an admin everybody knows: "
                + "it is refused on any address but loopback")
    }

    private func prepareDemo(_ store: Store) async throws {
        let password = Identifier.newPassword()
        let hash = try PasswordHash.make(ofDigest: Digest.hex(password))
        if try await store.makeDemo(passwordHash: hash) {
            Output.note("The demo's admin is \(Demo.adminUsername), the password \(password)")
        } else {
            Output.note("The demo's admin is \(Demo.adminUsername); set a password with: muster user set-password")
        }
    }

    private func prepareAdmin(_ store: Store) async throws {
        guard try await !store.hasAdmin() else { return }
        let given = environment["ADMIN_PASS"].flatMap { $0.isEmpty ? nil : $0 }
        if given == nil, let username = try await store.promoteOldestUser() {
            Output.note("Nobody was admin: the oldest user, \(username), is now")
            return
        }
        let password = given ?? Identifier.newPassword()
        var admin = NewUser(
            username: environment["ADMIN_USERNAME"] ?? "admin", name: environment["ADMIN_NAME"] ?? "Administrator")
        guard NewUser.isValidUsername(admin.username) else {
            throw Failure(.fault, "ADMIN_USERNAME may have letters, digits, - _ and . only")
        }
        if let email = environment["ADMIN_EMAIL"]?.trimmed, !email.isEmpty {
            guard NewUser.isValidEmail(email) else { throw Failure(.fault, "ADMIN_EMAIL is no e-mail address") }
            admin.email = email
            admin.emailIsVerified = environment["ADMIN_EMAIL_VERIFIED"] == "true"
        }
        admin.passwordHash = try PasswordHash.make(ofDigest: Digest.hex(password))
        if try await store.makeAdmin(admin), given == nil {
            Output.note("The first admin is \(admin.username), the password \(password) (shown only now)")
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1"
            || (host.hasPrefix("127.") && host.split(separator: ".").count == 4
                && host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) })
    }
}
