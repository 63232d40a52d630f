import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where ids and tokens come from (D15).
public enum Identifier {
    private static let idAlphabet = Array("23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let tokenAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// Random bytes of which no id has been made yet.
    ///
    /// What ids are made of may lie in memory: ids are no secrets. A process that forks without starting another
    /// program would make the ids of its parent; Muster never does.
    private static let stock = Mutex(RandomBytes())

    /// A new id of 17 characters, about 98 random bits.
    public static func newID() -> String {
        stock.withLock { stock in text(of: 17, from: idAlphabet, &stock) }
    }

    /// A new auth token of 43 characters, 258 random bits.
    public static func newToken() -> String { secret(of: 43, from: tokenAlphabet) }

    /// A password for somebody who has to read it off a terminal, about 115 random bits.
    public static func newPassword() -> String { secret(of: 20, from: idAlphabet) }

    /// Made of bytes that are drawn for this text and gone after it.
    private static func secret(of length: Int, from alphabet: [UInt8]) -> String {
        var bytes = RandomBytes()
        return text(of: length, from: alphabet, &bytes)
    }

    /// Each character takes six bits of a byte; those beyond the alphabet are passed over, so that all are as likely.
    private static func text(of length: Int, from alphabet: [UInt8], _ random: inout RandomBytes) -> String {
        String(unsafeUninitializedCapacity: length) { characters in
            var count = 0
            while count < length {
                let number = Int(random.next() & 63)
                guard number < alphabet.count else { continue }
                characters[count] = alphabet[number]
                count += 1
            }
            return length
        }
    }
}

/// Bytes of the system's generator, as many at a time as one call gives.
private struct RandomBytes {
    private var bytes = [UInt8](repeating: 0, count: 256)
    private var left = 0

    mutating func next() -> UInt8 {
        if left == 0 { refill() }
        left -= 1
        defer { bytes[left] = 0 }
        return bytes[left]
    }

    private mutating func refill() {
        left = bytes.count
        guard getentropy(&bytes, bytes.count) != 0 else { return }
        // The same generator, eight bytes a call, for a system without the call above.
        var generator = SystemRandomNumberGenerator()
        for index in bytes.indices { bytes[index] = generator.next() }
    }
}
