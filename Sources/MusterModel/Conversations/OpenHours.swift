/// When a week is open, on the clocks of one zone (business hours 1.5, 1.7).
public struct OpenHours: Sendable, Equatable {
    /// A part of a day: from its first minute up to, not with, its last.
    public struct Range: Sendable, Equatable {
        /// 0 is Sunday.
        public let weekday: Int
        /// Minutes after midnight.
        public let startMinute: Int
        /// Minutes after midnight.
        public let finishMinute: Int

        /// A part of a day.
        public init(weekday: Int, startMinute: Int, finishMinute: Int) {
            self.weekday = weekday
            self.startMinute = startMinute
            self.finishMinute = finishMinute
        }
    }

    /// The zone whose clocks count.
    public let zone: TimeZoneRules
    /// The parts of the week that are open.
    public let ranges: [Range]

    /// A week.
    public init(zone: TimeZoneRules, ranges: [Range]) {
        self.zone = zone
        self.ranges = ranges
    }

    /// Whether it is open at a moment.
    public func isOpen(at time: Timestamp) -> Bool {
        let minutes = localMinutes(at: time)
        let day = OpenHours.floor(minutes, 1440)
        let weekday = OpenHours.remainder(day + 4, 7)  // 1970 began on a Thursday.
        let minute = minutes - day * 1440
        return ranges.contains {
            $0.weekday == weekday && $0.startMinute <= minute && minute < $0.finishMinute
        }
    }

    /// The first minute after a moment at which it opens or closes; nil if that never happens.
    ///
    /// Clocks change at whole minutes, so looking at the minutes is right whatever they do: put on, put back, or a
    /// range that falls into the hour that is missing. It is asked once a boundary, and looks at 15 days at most.
    public func nextChange(after time: Timestamp) -> Timestamp? {
        let wasOpen = isOpen(at: time)
        var minute = OpenHours.floor(Int(time.milliseconds), 60_000) + 1
        let last = minute + 15 * 1440
        while minute < last {
            let moment = Timestamp(milliseconds: Int64(minute) * 60_000)
            if isOpen(at: moment) != wasOpen { return moment }
            minute += 1
        }
        return nil
    }

    private func localMinutes(at time: Timestamp) -> Int {
        OpenHours.floor(Int(time.milliseconds) + zone.offsetSeconds(at: time) * 1000, 60_000)
    }

    private static func floor(_ value: Int, _ divisor: Int) -> Int {
        (value - remainder(value, divisor)) / divisor
    }

    private static func remainder(_ value: Int, _ divisor: Int) -> Int {
        let rest = value % divisor
        return rest < 0 ? rest + divisor : rest
    }

    /// Minutes after midnight of `HH:mm`, seconds dropped (business hours 1.4); nil for what is no time.
    public static func minute(of text: String) -> Int? {
        guard let match = text.wholeMatch(of: /([0-9]{2}):([0-9]{2})(?::[0-5][0-9])?/) else { return nil }
        guard let hour = Int(match.1), let minute = Int(match.2), hour < 24, minute < 60 else { return nil }
        return hour * 60 + minute
    }
}
