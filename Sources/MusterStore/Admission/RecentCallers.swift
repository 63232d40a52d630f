import MusterModel
import Synchronization

/// Who presented which token lately. Nothing is shown by it alone: each transaction confirms it (`Admission`).
final class RecentCallers: Sendable {
    struct Entry {
        let userID: String
        let username: String
        let roles: Set<String>
    }

    private struct Entries {
        /// The last so many at least, twice as many at most.
        var new: [String: Entry] = [:]
        var old: [String: Entry] = [:]
    }

    private let entries = Mutex(Entries())

    /// The user who presented a token, nil when that is not known.
    func entry(hashedToken: String) -> Entry? {
        entries.withLock { $0.new[hashedToken] ?? $0.old[hashedToken] }
    }

    func keep(_ entry: Entry, hashedToken: String) {
        entries.withLock { entries in
            if entries.new.count >= Limits.recentTokens {
                entries.old = entries.new
                entries.new = [:]
            }
            entries.new[hashedToken] = entry
        }
    }
}
