public import Foundation

extension Timestamp {
    /// The machine's time now.
    public static func now() -> Timestamp { Timestamp(Date()) }

    /// The moment of a Foundation date, rounded to the millisecond.
    public init(_ date: Date) { self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded())) }
}
