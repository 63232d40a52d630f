public import MusterModel
import Synchronization

/// What a request is admitted by: who makes it, what their roles permit and what the settings say.
///
/// Every transaction of the request confirms it before anything else. So a request is answered from one consistent
/// state, nothing is shown or written by a right that is gone, and what is remembered may be remembered anywhere.
public final class Admission: Sendable {
    /// Who, nil for nobody who is logged in.
    public let caller: Caller?
    /// What roles permit and what the settings say.
    public let policy: Policy
    private let isConfirmed: Atomic<Bool>
    private let hasWritten = Atomic<Bool>(false)

    init(caller: Caller?, policy: Policy, isConfirmed: Bool) {
        self.caller = caller
        self.policy = policy
        self.isConfirmed = Atomic(isConfirmed)
    }

    /// Whether a transaction has seen that it holds.
    var wasConfirmed: Bool { isConfirmed.load(ordering: .relaxed) }

    /// Notes that the request has changed something: it then finishes what it has begun.
    func noteWritten() { hasWritten.store(true, ordering: .relaxed) }

    /// Looks whether it holds in a transaction.
    ///
    /// - Throws: `AdmissionChanged` when it does not.
    func confirm(in transaction: any Transaction) throws {
        guard !hasWritten.load(ordering: .relaxed) else { return }
        if let caller {
            let standing = try transaction.standing(hashedToken: caller.hashedToken, userID: caller.id)
            let expected = Standing(revision: policy.revision, username: caller.username, roles: caller.roles)
            guard standing == expected else { throw AdmissionChanged() }
        } else {
            guard try transaction.policyRevision() == policy.revision else { throw AdmissionChanged() }
        }
        transaction.memory.current = policy
        isConfirmed.store(true, ordering: .relaxed)
    }
}

/// The caller's token, roles or permissions, or the settings, are no longer what a request was admitted by. Nothing was
/// done, and the request must be admitted anew.
public struct AdmissionChanged: Error {}
