import MusterModel
import Synchronization

/// Who presented which token lately. Nothing is shown by it alone: each transaction confirms it (`Admission`).
final class RecentCallers: Sendable {
    struct Entry {
        let userID: String
        let username: String
        let roles: Set<String>
    }

    private let entries = Mutex(RecentEntries<Entry>(each: Limits.recentTokens))

    /// The user who presented a token, nil when that is not known.
    func entry(hashedToken: String) -> Entry? { entries.withLock { $0[hashedToken] } }

    func keep(_ entry: Entry, hashedToken: String) { entries.withLock { $0[hashedToken] = entry } }
}
