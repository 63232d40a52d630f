import MusterModel
import Synchronization

/// The date as HTTP writes it (RFC 9110, 5.6.7), made once a second.
struct HTTPDate: Sendable {
    let text: String

    private static let latest = Mutex((second: Int64.min, date: HTTPDate(text: "")))

    /// This second.
    static var now: HTTPDate {
        let second = Timestamp.now().milliseconds / 1000
        return latest.withLock { latest in
            if latest.second != second { latest = (second, HTTPDate(second: second)) }
            return latest.date
        }
    }

    private init(text: String) { self.text = text }

    /// The date that many seconds after 1970.
    init(second: Int64) {
        // 2026-11-23T22:00:08.324Z
        let iso = Timestamp(milliseconds: second * 1000).iso8601
        let (date, time) = (iso.prefix(10).split(separator: "-"), iso.dropFirst(11).prefix(8))
        guard date.count == 3, let monthNumber = Int(date[1]) else { preconditionFailure("\(iso) is no date") }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        text = "\(weekdays[Int(second / 86_400 % 7)]), \(date[2]) \(months[monthNumber - 1]) \(date[0]) \(time) GMT"
    }
}
