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
            let identity = try SelfSignedCertificate(in: folder)
            arguments += ["--tls-certificate", identity.certificatePath, "--tls-key", identity.keyPath]
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
