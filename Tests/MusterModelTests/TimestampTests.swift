import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// Dates of the REST API: ISO 8601, UTC, milliseconds, `Z` (contract 1.8).
@Suite("Moments print as ISO 8601 with milliseconds")
struct TimestampTests {
    static let edges: [(milliseconds: Int64, text: String)] = [
        (0, "1970-01-01T00:00:00.000Z"),
        (1, "1970-01-01T00:00:00.001Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (999, "1970-01-01T00:00:00.999Z"),
        (1000, "1970-01-01T00:00:01.000Z"),
        (86_399_999, "1970-01-01T23:59:59.999Z"),
        (86_400_000, "1970-01-02T00:00:00.000Z"),
        (-86_400_000, "1969-12-31T00:00:00.000Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (951_868_800_000, "2000-03-01T00:00:00.000Z"),
        (-2_203_891_200_001, "1900-02-28T23:59:59.999Z"),
        (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
        (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
        (1_735_689_599_999, "2024-12-31T23:59:59.999Z"),
        (1_638_801_027_744, "2021-12-06T14:30:27.744Z"),
        (2_147_483_648_000, "2038-01-19T03:14:08.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    ]

    @Test(arguments: edges)
    func `the edges of days, years and leap years are right`(_ row: (milliseconds: Int64, text: String)) {
        #expect(Timestamp(milliseconds: row.milliseconds).iso8601 == row.text)
    }

    @Test func `every date from 1583 to 9999 prints as Foundation prints it`() {
        let formatter = ISO8601DateFormatter()
        var random = SeededGenerator(seed: 42)
        var wrong: [String] = []
        for _ in 0..<20_000 {
            let seconds = Int64.random(in: -12_212_553_600...253_402_300_799, using: &random)
            let fraction = Int64.random(in: 0...999, using: &random)
            let whole = formatter.string(from: Date(timeIntervalSince1970: Double(seconds))).dropLast()
            let digits = String(repeating: "0", count: 3 - String(fraction).count) + String(fraction)
            let printed = Timestamp(milliseconds: seconds * 1000 + fraction).iso8601
            if printed != "\(whole).\(digits)Z" { wrong.append(printed) }
        }
        #expect(wrong == [])
    }

    @Test func `each day of four hundred years follows the one before`() {
        let calendar = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var day: Int64 = -25_567  // 1900-01-01
        var wrong: [String] = []
        for year in 1900..<2300 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (index, length) in calendar.enumerated() {
                for date in 1...(length + (isLeap && index == 1 ? 1 : 0)) {
                    let text = Timestamp(milliseconds: day * 86_400_000).iso8601
                    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
                    if parts != [year, index + 1, date] { wrong.append(text) }
                    day += 1
                }
            }
        }
        #expect(wrong == [])
    }

    @Test(arguments: [
        (1.0004, 1000), (1.0006, 1001), (1.9996, 2000), (-0.0006, -1), (1_638_801_027.744, 1_638_801_027_744),
    ])
    func `a date of Foundation is rounded to the millisecond`(_ seconds: Double, _ milliseconds: Int) {
        #expect(Timestamp(Date(timeIntervalSince1970: seconds)).milliseconds == Int64(milliseconds))
    }

    @Test func `earlier is less, and now is between before and after`() {
        let before = Date()
        let now = Timestamp.now()
        let after = Date()
        #expect(Timestamp(before) <= now && now <= Timestamp(after))
        #expect(Timestamp(milliseconds: 1) < Timestamp(milliseconds: 2))
        #expect(!(Timestamp(milliseconds: 2) < Timestamp(milliseconds: 2)))
    }
}
