/// Which part of a list a client wants, and in what order.
public struct Page: Sendable, Equatable {
    /// One key of an order.
    public struct SortKey: Sendable, Equatable {
        /// The wire's name of the member.
        public let field: String
        /// Smallest first.
        public let ascending: Bool

        /// A key of an order.
        public init(field: String, ascending: Bool) {
            self.field = field
            self.ascending = ascending
        }
    }

    /// Rows to skip.
    public let offset: Int
    /// Rows at the most, nil for all.
    public let count: Int?
    /// The order asked for, nil for the list's own.
    public let sort: [SortKey]?
    /// What the rows must have; all conditions hold (D80).
    public let conditions: [Condition]

    /// A part of a list.
    public init(offset: Int, count: Int?, sort: [SortKey]? = nil, conditions: [Condition] = []) {
        self.offset = offset
        self.count = count
        self.sort = sort
        self.conditions = conditions
    }

    /// The same part, ordered by no other members than these: an order by what a caller may not see would tell it.
    public func sorted(byOnly members: Set<String>) -> Page {
        Page(offset: offset, count: count, sort: sort?.filter { members.contains($0.field) }, conditions: conditions)
    }

    /// The whole list in its own order.
    public static let all = Page(offset: 0, count: nil)
}

/// A part of a list, and how long the whole list is.
public struct Paged<Element: Sendable>: Sendable {
    /// The rows of this part.
    public let rows: [Element]
    /// Rows of the whole list.
    public let total: Int

    /// A part of a list.
    public init(rows: [Element], total: Int) {
        self.rows = rows
        self.total = total
    }
}
