import Crypto
import Foundation

/// SHA-256 in the two spellings the contract uses.
public enum Digest {
    /// base64 of the SHA-256 of a token: what is stored of it (contract 1.2).
    public static func ofToken(_ token: String) -> String {
        Data(SHA256.hash(data: Data(token.utf8))).base64EncodedString()
    }

    /// Lower-case hex SHA-256: what a client may send in place of a password (contract 1.3).
    public static func hex(_ text: String) -> String { hex(SHA256.hash(data: Data(text.utf8))) }

    /// Lower-case hex SHA-256 of bytes.
    public static func hex(of bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

    fileprivate static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Compares two texts in a time that depends on their lengths only.
    public static func areEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
    }
}

/// SHA-256 over texts and bytes that come one after the other.
public struct RunningDigest: Sendable {
    private var hasher = SHA256()

    /// Of nothing yet.
    public init() {}

    /// Takes in the next text.
    public mutating func add(_ text: String) { hasher.update(data: Data(text.utf8)) }

    /// Takes in the next bytes.
    public mutating func add(_ bytes: [UInt8]) { hasher.update(data: bytes) }

    /// The digest of all that was taken in so far, in lower-case hex.
    public var hex: String { Digest.hex(hasher.finalize()) }
}
