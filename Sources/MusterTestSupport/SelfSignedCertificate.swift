/// A certificate for `127.0.0.1` that nobody else has signed, and its key.
public struct SelfSignedCertificate: Sendable {
    /// The certificate's file.
    public let certificatePath: String
    /// The key's file.
    public let keyPath: String

    /// Names the two files in a folder, and makes them.
    ///
    /// - Throws: `ProcessFailure` when they cannot be made.
    public init(in folder: TemporaryFolder) throws {
        certificatePath = folder.file("certificate.pem")
        keyPath = folder.file("key.pem")
        try renew()
    }

    /// Makes both anew, in the same files.
    ///
    /// - Throws: `ProcessFailure` when they cannot be made.
    public func renew() throws {
        let made = try run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", keyPath, "-out",
                certificatePath,
            ])
        guard made.status == 0 else { throw ProcessFailure("openssl: \(made.error)") }
    }
}
