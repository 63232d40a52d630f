/// What was noted lately, by text: the last so many at least, twice as many at most.
public struct RecentEntries<Value: Sendable>: Sendable {
    private let limit: Int
    private var new: [String: Value] = [:]
    private var old: [String: Value] = [:]

    /// - Parameter limit: Entries that are kept at least.
    public init(each limit: Int) { self.limit = limit }

    /// What was noted of a text; nil when that is long ago, or nothing was. Setting nil forgets it.
    public subscript(text: String) -> Value? {
        get { new[text] ?? old[text] }
        set {
            guard let newValue else {
                new[text] = nil
                old[text] = nil
                return
            }
            if new.count >= limit, new[text] == nil {
                old = new
                new = [:]
            }
            new[text] = newValue
        }
    }
}
