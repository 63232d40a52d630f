/// How texts are written to a store, because no SQL engine keeps U+0000 in a text faithfully.
///
/// U+0000 and the escape character itself are written as two characters; every other text is stored as it is.
enum StoredText {
    static func encode(_ text: String) -> String {
        // Both bytes are rare: most texts are returned untouched after one pass.
        guard text.utf8.contains(where: { $0 == 0 || $0 == 0xEF }) else { return text }
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

    static func decode(_ stored: String) -> String {
        guard stored.utf8.contains(0xEF) else { return stored }
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
}
