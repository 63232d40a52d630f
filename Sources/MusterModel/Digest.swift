import CCrypto
import Foundation

/// SHA-256 in the two spellings the contract uses.
public enum Digest {
    /// base64 of the SHA-256 of a token: what is stored of it (contract 1.2).
    public static func ofToken(_ token: String) -> String { Data(sha256(token.utf8)).base64EncodedString() }

    /// Lower-case hex SHA-256: what a client may send in place of a password (contract 1.3).
    public static func hex(_ text: String) -> String { hex(sha256(text.utf8)) }

    /// Lower-case hex SHA-256 of bytes.
    public static func hex(of bytes: [UInt8]) -> String { hex(sha256(bytes)) }

    fileprivate static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func sha256(_ text: some Collection<UInt8>) -> [UInt8] {
        let bytes = Array(text)
        return [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            EVP_Digest(bytes, bytes.count, digest.baseAddress, nil, RunningDigest.algorithm, nil)
            count = 32
        }
    }

    /// Compares two texts in a time that depends on their lengths only.
    ///
    /// - Parameters:
    ///   - left: A text.
    ///   - right: Another one.
    /// - Returns: Whether their bytes are the same.
    public static func areEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
    }
}

/// SHA-256 over texts and bytes that come one after the other.
public struct RunningDigest: Sendable {
    /// Found once: the library looks through its providers for it.
    nonisolated(unsafe) fileprivate static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    private var state = State()

    /// Of nothing yet.
    public init() {}

    /// Takes in the next text.
    public mutating func add(_ text: String) { add(Array(text.utf8)) }

    /// Takes in the next bytes.
    public mutating func add(_ bytes: [UInt8]) {
        if !isKnownUniquelyReferenced(&state) { state = State(copying: state) }
        EVP_DigestUpdate(state.context, bytes, bytes.count)
    }

    /// The digest of all that was taken in so far, in lower-case hex.
    public var hex: String {
        let last = State(copying: state)
        return Digest.hex(
            [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
                EVP_DigestFinal_ex(last.context, digest.baseAddress, nil)
                count = 32
            })
    }

    /// What the library keeps between two pieces; changed only by the one who holds it alone.
    private final class State: @unchecked Sendable {
        let context: OpaquePointer

        init() {
            guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, RunningDigest.algorithm, nil) == 1 else {
                preconditionFailure("no memory for a digest")
            }
            self.context = context
        }

        init(copying other: State) {
            guard let context = EVP_MD_CTX_new(), EVP_MD_CTX_copy_ex(context, other.context) == 1 else {
                preconditionFailure("no memory for a digest")
            }
            self.context = context
        }

        deinit { EVP_MD_CTX_free(context) }
    }
}
