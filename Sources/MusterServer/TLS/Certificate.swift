import Foundation
import Logging
import MusterModel
import NIOSSL
import ServiceLifecycle
import Synchronization

/// Where a server's certificate and its key are on the disk.
public struct CertificateFiles: Sendable {
    let certificatePath: String
    let keyPath: String

    /// - Parameters:
    ///   - certificatePath: A PEM file: the server's certificate, then those between it and the root.
    ///   - keyPath: A PEM file with the private key, without a password.
    public init(certificatePath: String, keyPath: String) {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
    }

    /// What both files hold now.
    fileprivate struct Content: Equatable {
        let certificate: [UInt8]
        let key: [UInt8]
    }

    fileprivate func read() throws -> Content {
        Content(
            certificate: try Array(Data(contentsOf: URL(filePath: certificatePath))),
            key: try Array(Data(contentsOf: URL(filePath: keyPath))))
    }
}

/// The certificate that clients meet: looks for renewed files, and keeps those in use until both new ones are there and
/// fit together.
final class WatchedCertificate: Service {
    private let files: CertificateFiles
    private let logger: Logger
    private let current: Mutex<(content: CertificateFiles.Content, context: NIOSSLContext)>

    /// - Throws: `Failure` when the files cannot be used as they are now.
    init(_ files: CertificateFiles, _ logger: Logger) throws {
        self.files = files
        self.logger = logger
        do {
            let content = try files.read()
            current = Mutex((content, try WatchedCertificate.context(content)))
        } catch {
            throw Failure(
                .fault, "The TLS files \(files.certificatePath) and \(files.keyPath) cannot be used: \(error)")
        }
    }

    /// What the next connection is encrypted with.
    var context: NIOSSLContext { current.withLock { $0.context } }

    /// Looks from time to time, until the server stops.
    func run() async throws {
        try? await cancelWhenGracefulShutdown { [self] in
            while true {
                try await Task.sleep(for: .seconds(Limits.certificateSeconds))
                reload()
            }
        }
    }

    private func reload() {
        do {
            let content = try files.read()
            guard current.withLock({ $0.content != content }) else { return }
            let context = try WatchedCertificate.context(content)
            current.withLock { $0 = (content, context) }
            logger.notice("the TLS certificate is new")
        } catch {
            logger.warning("the TLS certificate cannot be used", metadata: ["reason": "\(error)"])
        }
    }

    /// TLS 1.2 at least. That certificate and key belong together, the library sees to.
    private static func context(_ content: CertificateFiles.Content) throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMBytes(content.certificate).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let key = try NIOSSLPrivateKey(bytes: content.key, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["h2", "http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }
}
