/// A moment in milliseconds since 1970 (UTC): the precision of the wire and of the store.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// The moment that many milliseconds after 1970.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Earlier before later.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// ISO 8601 in UTC with milliseconds and `Z`, as every date of the REST API (contract 1.8).
    public var iso8601: String {
        let (days, inDay) = milliseconds.quotientAndRemainder(flooring: 86_400_000)
        let (year, month, day) = Timestamp.civil(days: days)
        let (second, fraction) = inDay.quotientAndRemainder(flooring: 1000)
        let isUsual = (0...9999).contains(year)
        let text = String(unsafeUninitializedCapacity: 24) { text in
            var start = 0
            func write(_ value: Int64, _ width: Int, then end: Unicode.Scalar) {
                var rest = value
                for place in (start..<start + width).reversed() {
                    text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
                text[start + width] = UInt8(ascii: end)
                start += width + 1
            }
            write(isUsual ? year : 0, 4, then: "-")
            write(month, 2, then: "-")
            write(day, 2, then: "T")
            write(second / 3600, 2, then: ":")
            write(second / 60 % 60, 2, then: ":")
            write(second % 60, 2, then: ".")
            write(fraction, 3, then: "Z")
            return start
        }
        return isUsual ? text : String(year) + text.dropFirst(4)
    }

    /// The date of a day counted from 1970, by the usual arithmetic on 400-year eras that start on 1 March.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(flooring: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension Int64 {
    fileprivate func quotientAndRemainder(flooring divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
