import Logging
import MusterModel
import NIOCertificateReloading
import NIOSSL

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

    /// A service that looks for renewed files; those in use stay until both new ones are there and fit together.
    ///
    /// - Throws: `Failure` when they cannot be used as they are now.
    func watched(_ logger: Logger) throws -> TimedCertificateReloader {
        let reloader = TimedCertificateReloader(
            configuration: .init(
                refreshInterval: .seconds(Limits.certificateSeconds),
                certificateSource: .init(location: .file(path: certificatePath), format: .pem),
                privateKeySource: .init(location: .file(path: keyPath), format: .pem)
            ) { configuration in
                configuration.onCertificateLoaded = { _ in logger.notice("the TLS certificate is new") }
                configuration.onCertificateLoadFailed = { failure in
                    logger.warning("the TLS certificate cannot be used", metadata: ["reason": "\(failure.error)"])
                }
            })
        do {
            try reloader.reload()
        } catch {
            throw Failure(.fault, "The TLS files \(certificatePath) and \(keyPath) cannot be used: \(error)")
        }
        return reloader
    }
}

extension TLSConfiguration {
    /// What clients meet: TLS 1.2 at least, with the newest certificate.
    static func serving(_ reloader: TimedCertificateReloader) throws -> TLSConfiguration {
        var configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
