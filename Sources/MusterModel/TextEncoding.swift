/// How the bytes of a JSON text show their encoding.
public enum TextEncoding {
    /// The byte-order mark of UTF-8: some editors and shells put it before every text.
    public static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The name of the encoding that a text is in, if that is none with bytes as units.
    ///
    /// - Parameter bytes: A JSON text; its first two characters are ASCII, so that their zero bytes tell.
    public static func other(of bytes: [UInt8]) -> String? {
        let marks: [(String, [UInt8])] = [
            ("UTF-32", [0xFF, 0xFE, 0, 0]), ("UTF-32", [0, 0, 0xFE, 0xFF]), ("UTF-16", [0xFF, 0xFE]),
            ("UTF-16", [0xFE, 0xFF]),
        ]
        if let marked = marks.first(where: { bytes.starts(with: $0.1) }) { return marked.0 }
        switch bytes.prefix(4).map({ $0 == 0 }) {
        case [true, true, true, false], [false, true, true, true]: return "UTF-32"
        case [true, false, true, false], [false, true, false, true], [true, false], [false, true]: return "UTF-16"
        default: return nil
        }
    }
}
