import Dispatch
import MusterModel
import Synchronization

/// Computes password hashes away from the threads that serve requests, a few at a time.
public final class PasswordDesk: Sendable {
    private let lines = (0..<Limits.passwordHashes).map { DispatchQueue(label: "muster.passwords.\($0)") }
    private let waiting = Atomic<Int>(0)
    private let turn = Atomic<Int>(0)

    /// A desk with nobody waiting.
    public init() {}

    /// A new hash of a password's digest.
    ///
    /// - Throws: `Failure` of kind unavailable when too many wait.
    public func hash(_ digest: String) async throws -> String {
        try await compute { try PasswordHash.make(ofDigest: digest) }
    }

    /// Whether a password's digest is the one that was hashed.
    ///
    /// - Throws: `Failure` of kind unavailable when too many wait.
    func verify(_ digest: String, against hash: String) async throws -> Bool {
        try await compute { PasswordHash.verify(digest: digest, against: hash) }
    }

    private func compute<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        defer { waiting.subtract(1, ordering: .relaxed) }
        guard waiting.add(1, ordering: .relaxed).newValue <= Limits.passwordQueue else {
            throw Failure(.unavailable, "Too many logins at once", id: "error-too-many-logins")
        }
        let line = lines[turn.add(1, ordering: .relaxed).oldValue % lines.count]
        return try await withCheckedThrowingContinuation { continuation in
            line.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
