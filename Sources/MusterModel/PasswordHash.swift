import CCrypt
import Foundation

/// Password hashes: bcrypt over the lower-case hex SHA-256 of the plain password (D24).
public enum PasswordHash {
    private static let rounds: UInt = 10

    /// The hash of nobody's password: an unknown user's login is compared with it, so that it takes as long (D32).
    public static let ofNobody = "$2b$10$7EqJtq98hPqEX7fNZaFWoO5xG5y7pX6QyP8yGq1hYk1F4l9c0vH9e"

    /// A new hash.
    ///
    /// - Parameter digest: The lower-case hex SHA-256 of the password. Takes about 50 ms of one core.
    /// - Returns: The bcrypt text with its salt.
    /// - Throws: `Failure` of kind fault when the system's library refuses.
    public static func make(ofDigest digest: String) throws -> String {
        var random = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in CChar(bitPattern: UInt8.random(in: 0...255, using: &random)) }
        var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        guard crypt_gensalt_rn("$2b$", rounds, salt, CInt(salt.count), &setting, CInt(setting.count)) != nil,
            let hash = crypt(digest, setting: setting)
        else { throw Failure(.fault, "libcrypt makes no bcrypt hash") }
        return hash
    }

    /// Whether the digest is the one that was hashed; takes as long as making a hash.
    ///
    /// - Parameters:
    ///   - digest: The lower-case hex SHA-256 of the password presented.
    ///   - hash: What is stored; of `$2a$`, `$2b$` or `$2y$`, so that the original's hashes can be imported.
    public static func verify(digest: String, against hash: String) -> Bool {
        guard let computed = crypt(digest, setting: hash.utf8CString.map { $0 }) else { return false }
        return Digest.areEqual(computed, hash)
    }

    private static func crypt(_ text: String, setting: [CChar]) -> String? {
        var data = crypt_data()
        guard let result = crypt_r(text, setting, &data) else { return nil }
        let hash = String(cString: result)
        return hash.hasPrefix("$2") && hash.utf8.count == 60 ? hash : nil
    }
}
