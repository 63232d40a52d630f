#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How texts are written to a store, because no SQL engine keeps U+0000 in a text faithfully.
///
/// U+0000 and the escape character itself are written as two characters; every other text is stored as it is.
enum StoredText {
    /// The first byte of the escape character.
    private static let escape: UInt8 = 0xEF

    static func encode(_ text: String) -> String {
        // Both bytes are rare: most texts are returned untouched.
        var text = text
        guard text.withUTF8({ has(0, in: $0) || has(escape, in: $0) }) else { return text }
        var encoded = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{0}": encoded.unicodeScalars.append(contentsOf: ["\u{F8F0}", "0"])
            case "\u{F8F0}": encoded.unicodeScalars.append(contentsOf: ["\u{F8F0}", "1"])
            default: encoded.unicodeScalars.append(scalar)
            }
        }
        return encoded
    }

    /// The text that stored bytes stand for.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let stored = String(decoding: bytes, as: UTF8.self)
        return has(escape, in: bytes) ? decode(stored) : stored
    }

    static func decode(_ stored: String) -> String {
        var decoded = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in stored.unicodeScalars {
            if isEscaped {
                decoded.append(scalar == "0" ? "\u{0}" : "\u{F8F0}")
                isEscaped = false
            } else if scalar == "\u{F8F0}" {
                isEscaped = true
            } else {
                decoded.append(scalar)
            }
        }
        return String(decoded)
    }

    private static func has(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        return memchr(start, CInt(byte), bytes.count) != nil
    }
}
