import Foundation
import MusterModel
import MusterTestSupport
import Synchronization

/// A server to attack, with what watches it.
final class AttackSite: Sendable {
    /// The server.
    let server: ServerProcess
    private let folder: TemporaryFolder
    private let peak = Mutex(0.0)

    /// The demo's public token: the server is gone when the attack is over.
    static let headers = [
        ("X-User-Id", "rbAXPnMktTFbNpwtJ"), ("X-Auth-Token", "RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f"),
    ]

    init(binary: String, isEncrypted: Bool) throws {
        folder = try TemporaryFolder()
        var arguments = [
            "serve", "--demo", "--port", "0", "--database", folder.file("muster.sqlite"), "--log-level", "warning",
        ]
        if isEncrypted {
            let files = (folder.file("certificate.pem"), folder.file("key.pem"))
            let made = try run(
                "/usr/bin/openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=127.0.0.1", "-keyout", files.1, "-out", files.0,
                ])
            guard made.status == 0 else { throw ProcessFailure("openssl: \(made.error)") }
            arguments += ["--tls-certificate", files.0, "--tls-key", files.1]
        }
        server = try ServerProcess(binary: binary, arguments: arguments)
    }

    /// Carries an attack out while an honest client, from another address, goes on.
    func meet(_ attack: any Attack) async throws -> AttackReport {
        // The first requests load what the later ones share.
        let first = HonestClient(port: server.port, from: "127.0.0.99", isEncrypted: attack.isEncrypted)
        try await Task.sleep(for: .seconds(1))
        _ = await first.stop()
        let before = server.residentMegabytes
        let sampling = Task {
            while !Task.isCancelled {
                peak.withLock { $0 = max($0, server.residentMegabytes) }
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
        let honest = HonestClient(port: server.port, from: "127.0.0.99", isEncrypted: attack.isEncrypted)
        let (found, problems) = try await attack.run(against: self)
        let times = await honest.stop()
        // The server looks every few seconds whether it can give memory back.
        try await Task.sleep(for: .seconds(Limits.memorySeconds + 3))
        sampling.cancel()
        return AttackReport(
            attack: attack, found: found, brokenPromises: problems, before: before, during: peak.withLock { $0 },
            after: server.residentMegabytes, honest: times)
    }
}
