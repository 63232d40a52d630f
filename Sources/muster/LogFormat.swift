import ArgumentParser
import Logging
import MusterModel
import Synchronization

/// How log lines look on standard error.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json

    /// Makes every logger of the program write this way.
    ///
    /// - Parameter level: The least important lines that are written.
    func install(level: Logger.Level) {
        let format = self
        Output.describeDropped { count in
            let fields = ["count": Logger.MetadataValue.string("\(count)")]
            let line = format.line(.warning, "log lines were dropped, nobody read them", fields.map { ($0, $1) })
            return String(decoding: line.dropLast(), as: UTF8.self)
        }
        LoggingSystem.bootstrap { _ in StandardErrorLog(format: format, logLevel: level) }
    }

    /// A line in UTF-8, its end included.
    ///
    /// - Parameter fields: What follows the message, in the order of the line.
    func line(_ level: Logger.Level, _ message: String, _ fields: [(key: String, value: Logger.MetadataValue)])
        -> [UInt8]
    {
        var out: [UInt8] = []
        out.reserveCapacity(256)
        switch self {
        case .text:
            LogClock.append(to: &out)
            out += " ".utf8
            out += level.rawValue.utf8
            out += " ".utf8
            out += message.utf8
            for (key, value) in fields {
                out += " ".utf8
                out += key.utf8
                out += "=".utf8
                out.appendQuoted(value.description)
            }
        case .json:
            out += #"{"time":""#.utf8
            LogClock.append(to: &out)
            out += #"","level":""#.utf8
            out += level.rawValue.utf8
            out += #"","message":"#.utf8
            out.appendQuoted(message)
            for (key, value) in fields {
                out += ",".utf8
                // A member comes once.
                out.appendQuoted(["time", "level", "message"].contains(key) ? key + "_" : key)
                out += ":".utf8
                out.appendQuoted(value.description)
            }
            out += "}".utf8
        }
        out += "\n".utf8
        return out
    }
}

/// Log lines on standard error, one line each.
private struct StandardErrorLog: LogHandler {
    let format: LogFormat
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let more = event.metadata ?? [:]
        let fields = (metadata.isEmpty ? more : metadata.merging(more) { $1 }).sorted { $0.key < $1.key }
        Output.write(format.line(event.level, event.message.description, fields))
    }
}

/// The time as it stands in a line; what lines of one second have in common is written once.
private enum LogClock {
    private static let second = Mutex<(number: Int64, text: [UInt8])>((number: -1, text: []))

    static func append(to out: inout [UInt8]) {
        let now = Timestamp.now()
        let (number, milliseconds) = now.milliseconds.quotientAndRemainder(dividingBy: 1000)
        second.withLock { second in
            // Up to the point before the milliseconds.
            if second.number != number { second = (number, Array(now.iso8601.utf8.prefix(20))) }
            out += second.text
        }
        for divisor: Int64 in [100, 10, 1] {
            out.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: milliseconds / divisor % 10))
        }
        out.append(UInt8(ascii: "Z"))
    }
}

extension [UInt8] {
    /// Adds a text as JSON writes it; most have nothing to escape.
    fileprivate mutating func appendQuoted(_ text: String) {
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
            self += JSON.string(text).bytes()
            return
        }
        append(0x22)
        self += text.utf8
        append(0x22)
    }
}
