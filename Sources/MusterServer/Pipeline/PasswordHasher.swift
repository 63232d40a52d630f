import MusterModel
import NIOPosix
import Synchronization

/// Computes password hashes away from the threads that serve requests, a few at a time.
final class PasswordHasher: Sendable {
    /// NIO's own threads for work that blocks: as many as cores.
    private let threads = NIOThreadPool.singleton
    private let waiting = Atomic<Int>(0)

    /// How many passwords are looked at or wait for it.
    var count: Int { waiting.load(ordering: .relaxed) }

    /// A new hash of a password's digest.
    ///
    /// - Throws: `Failure` of kind overloaded when too many wait.
    func hash(_ digest: String) async throws -> String {
        try await compute { try PasswordHash.make(ofDigest: digest) }
    }

    /// Whether a password's digest is the one that was hashed.
    ///
    /// - Throws: `Failure` of kind overloaded when too many wait.
    func verify(_ digest: String, against hash: String) async throws -> Bool {
        try await compute { PasswordHash.verify(digest: digest, against: hash) }
    }

    private func compute<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        defer { waiting.subtract(1, ordering: .relaxed) }
        guard waiting.add(1, ordering: .relaxed).newValue <= Limits.passwordQueue else {
            throw Failure(.overloaded, "Too many logins at once", id: "error-too-many-logins")
        }
        return try await Overload.aside { try await threads.runIfActive(work) }
    }
}
