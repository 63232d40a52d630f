/// How the rows of a list reach those who asked for them: all at once, or some after the others.
public struct Delivery<Element: Sendable>: Sendable {
    /// Rows that a list without a last row may have to be read at once.
    let rowsMax: Int
    /// Takes the next rows, and may wait before it returns; nil where all rows are wanted at once.
    let take: (@Sendable ([Element]) throws -> Void)?

    /// All rows at once.
    public static var whole: Delivery { Delivery(rowsMax: .max, take: nil) }

    /// All rows at once, unless a page that has no last row (`count: nil`) has more than so many: then `LongList` is
    /// thrown.
    public static func whole(upTo rowsMax: Int) -> Delivery { Delivery(rowsMax: rowsMax, take: nil) }

    /// Some rows after the others, all from one transaction, which goes on for as long as they are taken. The list that
    /// is returned has no rows then.
    ///
    /// - Parameter take: Takes the next rows, on a thread that may wait; what it throws ends the transaction.
    public static func inTurn(_ take: @escaping @Sendable ([Element]) throws -> Void) -> Delivery {
        Delivery(rowsMax: .max, take: take)
    }

    /// Whether the transaction may take long, and must run only once.
    var isLong: Bool { take != nil }
}

/// A list has more rows than are read at once. Nothing of it was read.
public struct LongList: Error {}
