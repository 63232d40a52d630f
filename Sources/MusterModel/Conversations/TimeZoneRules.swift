import Foundation

/// A time zone by its IANA name.
///
/// Its rules are those of Foundation, which is linked anyway: no file is read, a container needs no package of zones, and
/// all of the zone database's names had the system's offsets from 2024 to 2030 when they were compared. New rules come
/// with a new toolchain.
public struct TimeZoneRules: Sendable, Equatable {
    private let zone: TimeZone

    /// Nil for a name that the zone database does not have.
    public init?(name: String) {
        // Foundation reads `GMT+5` and `IST` as well: the one is none of the database's names, the other is several zones.
        let isOffset = name.hasPrefix("GMT") && name != "GMT"
        guard !isOffset, let zone = TimeZone(identifier: name) else { return nil }
        guard TimeZone.abbreviationDictionary[name] == nil || TimeZoneRules.shortNames.contains(name) else {
            return nil
        }
        self.zone = zone
    }

    private static let shortNames: Set = ["GMT", "UTC", "EST", "MST", "HST", "CET", "EET", "MET", "WET"]

    /// Seconds that the zone's clocks are ahead of UTC at a moment.
    public func offsetSeconds(at time: Timestamp) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.milliseconds) / 1000))
    }
}
