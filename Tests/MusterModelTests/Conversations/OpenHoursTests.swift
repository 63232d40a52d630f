import MusterModel
import Testing

/// Business hours 1.5 and 1.7.
@Suite("Hours are open by the clocks of their zone")
struct OpenHoursTests {
    private func hours(_ zone: String, _ weekday: Int, _ start: String, _ finish: String) throws -> OpenHours {
        let range = OpenHours.Range(
            weekday: weekday, startMinute: try #require(OpenHours.minute(of: start)),
            finishMinute: try #require(OpenHours.minute(of: finish)))
        return OpenHours(zone: try #require(TimeZoneRules(name: zone)), ranges: [range])
    }

    /// 2024-03-31 00:00 UTC, a Sunday: Berlin's clocks go from 02:00 to 03:00 at 01:00 UTC.
    private static let sunday: Int64 = 1_711_843_200_000
    private static let minute: Int64 = 60_000

    @Test func `the first minute is in and the last is out`() throws {
        let week = try hours("UTC", 0, "08:00", "20:00")
        let opens = Timestamp(milliseconds: Self.sunday + 8 * 60 * Self.minute)
        let closes = Timestamp(milliseconds: Self.sunday + 20 * 60 * Self.minute)
        #expect(week.isOpen(at: opens) && !week.isOpen(at: closes))
        #expect(!week.isOpen(at: Timestamp(milliseconds: opens.milliseconds - 1)))
        #expect(week.nextChange(after: Timestamp(milliseconds: Self.sunday)) == opens)
        #expect(week.nextChange(after: opens) == closes)
        #expect(week.nextChange(after: closes)?.milliseconds == opens.milliseconds + 7 * 1440 * Self.minute)
    }

    @Test func `a day of Kolkata begins in the evening before`() throws {
        let week = try hours("Asia/Kolkata", 0, "00:00", "23:59")
        let saturday = Timestamp(milliseconds: Self.sunday - 330 * Self.minute)
        #expect(week.isOpen(at: saturday))
        #expect(!week.isOpen(at: Timestamp(milliseconds: saturday.milliseconds - Self.minute)))
    }

    @Test func `what begins in a missing hour is open after it`() throws {
        let week = try hours("Europe/Berlin", 0, "02:30", "04:00")
        let jump = Timestamp(milliseconds: Self.sunday + 60 * Self.minute)
        #expect(week.nextChange(after: Timestamp(milliseconds: Self.sunday)) == jump)
        #expect(week.nextChange(after: jump)?.milliseconds == jump.milliseconds + 60 * Self.minute)
    }

    @Test(arguments: ["", "Foo/Bar", "GMT+5", "IST", "europe/berlin"])
    func `other names than the zone database's are none`(_ name: String) {
        #expect(TimeZoneRules(name: name) == nil)
    }

    @Test func `hours that never open never change`() throws {
        let week = OpenHours(zone: try #require(TimeZoneRules(name: "UTC")), ranges: [])
        #expect(week.nextChange(after: Timestamp(milliseconds: Self.sunday)) == nil)
    }

    @Test(arguments: [("00:00", 0), ("23:59", 1439), ("08:00:00", 480)] as [(String, Int)])
    func `seconds of a time are dropped`(_ row: (String, Int)) {
        #expect(OpenHours.minute(of: row.0) == row.1)
    }

    @Test(arguments: ["20000", "xxxxx", "24:00", "12:60", "8:00", "", "08:00:99"])
    func `what is no time is none`(_ text: String) {
        #expect(OpenHours.minute(of: text) == nil)
    }
}
