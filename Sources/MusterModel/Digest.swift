import Crypto
import Foundation

/// SHA-256 in the two spellings the contract uses.
public enum Digest {
    /// base64 of the SHA-256 of a token: what is stored of it (contract 1.2).
    public static func ofToken(_ token: String) -> String {
        Data(SHA256.hash(data: Data(token.utf8))).base64EncodedString()
    }

    /// Lower-case hex SHA-256: what a client may send in place of a password (contract 1.3).
    public static func hex(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    /// Compares two texts in a time that depends on their lengths only.
    public static func areEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
    }
}
