import ArgumentParser
import Foundation
import Logging
import MusterModel
import MusterServer

/// What `serve` reads from its options.
extension Options {
    /// Where to listen and whom to trust.
    func server() throws -> ServerOptions {
        var server = ServerOptions()
        server.host = text("host", default: server.host)
        server.port = try whole("port", default: server.port)
        guard (0...65_535).contains(server.port) else { throw ValidationError("port must be between 0 and 65535") }
        let proxies = text("trustedProxies", default: "").split(separator: ",")
        server.trustedProxies = Set(proxies.map { $0.trimmingCharacters(in: .whitespaces) })
        server.certificate = try certificate()
        server.sendmail = try sendmail()
        server.metrics = try metrics()
        server.countsCalls = (ProcessInfo.processInfo.environment["TEST_MODE"] ?? "") != "true"
        server.overwrittenSettings = try Options.overwrittenSettings(ProcessInfo.processInfo.environment)
        if let limit = ProcessInfo.processInfo.environment["MAX_RESUME_LOGIN_TOKENS"].flatMap({ Int($0) }), limit > 0 {
            server.loginTokensMax = limit
        }
        return server
    }

    /// What the variables `OVERWRITE_SETTING_<id>` say (D72).
    private static func overwrittenSettings(_ environment: [String: String]) throws -> [String: JSON] {
        let prefix = "OVERWRITE_SETTING_"
        var values: [String: JSON] = [:]
        for (name, text) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(prefix) {
            let id = String(name.dropFirst(prefix.count))
            guard Settings.isKnown(id) else { throw ValidationError("\(name) names no setting") }
            guard let value = Settings.value(of: id, from: text) else {
                throw ValidationError("\(name) must be \(Settings.kind(of: id)), not \(text)")
            }
            values[id] = value
        }
        return values
    }

    private func certificate() throws -> CertificateFiles? {
        let certificate = text("tlsCertificate", default: "")
        let key = text("tlsKey", default: "")
        guard certificate.isEmpty == key.isEmpty else {
            throw ValidationError("tlsCertificate and tlsKey go together")
        }
        return certificate.isEmpty ? nil : CertificateFiles(certificatePath: certificate, keyPath: key)
    }

    /// Where figures are served; nil where no port is given.
    private func metrics() throws -> MetricsOptions? {
        let off = Int.min
        let port = try whole("metricsPort", default: off)
        guard port != off else { return nil }
        guard (0...65_535).contains(port) else { throw ValidationError("metricsPort must be between 0 and 65535") }
        var metrics = MetricsOptions(port: port)
        metrics.host = text("metricsHost", default: metrics.host)
        return metrics
    }

    private func sendmail() throws -> String? {
        let path = text("sendmail", default: "")
        guard !path.isEmpty else { return nil }
        guard path.hasPrefix("/"), FileManager.default.isExecutableFile(atPath: path) else {
            throw ValidationError("sendmail must be the whole path of a program, not \(path)")
        }
        return path
    }

    /// The log, installed.
    func logger() throws -> Logger {
        let formatText = text("logFormat", default: LogFormat.text.rawValue)
        guard let format = LogFormat(rawValue: formatText) else {
            throw ValidationError("logFormat must be text or json, not \(formatText)")
        }
        let levelText = text("logLevel", default: "info")
        guard let level = Logger.Level(rawValue: levelText) else {
            throw ValidationError("logLevel must be one of trace, debug, info, notice, warning, error")
        }
        format.install(level: level)
        return Logger(label: "muster")
    }

    /// Seconds between the signal to stop and the stop.
    func drainSeconds() throws -> Int {
        let seconds = try whole("drainSeconds", default: 0)
        guard (0...Limits.drainSeconds).contains(seconds) else {
            throw ValidationError("drainSeconds must be between 0 and \(Limits.drainSeconds)")
        }
        return seconds
    }
}
