import MusterModel
import Synchronization

/// What a store remembers between transactions of roles and settings, which rarely change.
///
/// It is used only by a transaction that has read the same revision itself, so it is never stale, with one server or
/// with ten. Every change gives the store a revision by chance: one that was rolled back never comes again.
final class PolicyCache: Sendable {
    private let kept = Mutex<Policy?>(nil)

    /// What was read last, nil at first.
    var newest: Policy? { kept.withLock { $0 } }

    /// What belongs to a revision, nil when that is not known.
    func policy(of revision: Int64) -> Policy? {
        kept.withLock { $0?.revision == revision ? $0 : nil }
    }

    /// Remembers what was read.
    func keep(_ policy: Policy) { kept.withLock { $0 = policy } }
}

/// What one transaction knows of roles and settings.
final class PolicyMemory {
    let cache: PolicyCache
    /// Nil before it is asked for, and after this transaction has changed something of it.
    var current: Policy?

    init(_ cache: PolicyCache) { self.cache = cache }
}
