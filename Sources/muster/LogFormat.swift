import ArgumentParser
import Logging
import MusterModel
import MusterServer
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
            let line = format.line(.warning, "log lines were dropped, nobody read them", [("count", "\(count)")])
            return String(decoding: line.dropLast(), as: UTF8.self)
        }
        LoggingSystem.bootstrap { _ in StandardErrorLog(format: format, logLevel: level) }
    }

    /// A line in UTF-8, its end included.
    ///
    /// - Parameter fields: What follows the message, in the order of the line.
    func line(_ level: Logger.Level, _ message: String, _ fields: [(key: String, value: String)]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(384)
        switch self {
        case .text:
            LogClock.append(to: &out)
            out.append(0x20)
            out.append(level.rawValue)
            out.append(0x20)
            out.append(message)
            for (key, value) in fields {
                out.append(0x20)
                out.append(key)
                out.append(UInt8(ascii: "="))
                JSON.writeText(value, to: &out)
            }
        case .json:
            out.append(#"{"time":""#)
            LogClock.append(to: &out)
            out.append(#"","level":""#)
            out.append(level.rawValue)
            out.append(#"","message":"#)
            JSON.writeText(message, to: &out)
            for (key, value) in fields {
                out.append(UInt8(ascii: ","))
                // A member comes once.
                JSON.writeText(["time", "level", "message"].contains(key) ? key + "_" : key, to: &out)
                out.append(UInt8(ascii: ":"))
                JSON.writeText(value, to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
        out.append(0x0A)
        return out
    }
}

/// Log lines on standard error, one line each.
private struct StandardErrorLog: LogHandler, RequestLog {
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
        Output.write(
            format.line(event.level, event.message.description, fields.map { ($0.key, $0.value.description) }))
    }

    func write(_ line: RequestLine) {
        Output.write(
            format.line(
                .info, "request",
                [
                    ("caller", line.callerID ?? "-"), ("method", line.method),
                    ("milliseconds", String(line.milliseconds)), ("request", line.requestID), ("route", line.route),
                    ("status", String(line.status)),
                ]))
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
    fileprivate mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(contentsOf: $0) }
    }
}
