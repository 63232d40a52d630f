import ArgumentParser
import Foundation
import Logging
import MusterModel

/// How log lines look on standard error.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json

    /// Makes every logger of the program write this way.
    ///
    /// - Parameter level: The least important lines that are written.
    func install(level: Logger.Level) {
        let format = self
        LoggingSystem.bootstrap { _ in StandardErrorLog(format: format, logLevel: level) }
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
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        switch format {
        case .text:
            let fields = all.map { " \($0)=\(JSON.string($1.description).text())" }.joined()
            Output.note("\(Timestamp.now().iso8601) \(event.level) \(event.message)\(fields)")
        case .json:
            var object: JSONObject = [
                "time": .date(.now()), "level": .string(event.level.rawValue),
                "message": .string(event.message.description),
            ]
            for (key, value) in all { object[key] = .string(value.description) }
            Output.note(JSON.object(object).text())
        }
    }
}
