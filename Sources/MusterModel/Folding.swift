extension String {
    /// The text as searches and case-blind comparisons see it: lower case of every script, not only of ASCII.
    ///
    /// Stored beside the original because an engine's own `lower()` may know ASCII alone.
    public var folded: String { lowercased() }

    /// Whether there is nothing in it but white space.
    public var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// The text without white space at its ends.
    public var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
