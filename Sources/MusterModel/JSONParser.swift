/// Why a text is not JSON, and at which byte.
public struct JSONSyntaxError: Error, Equatable {
    /// What was wrong, in plain words.
    public let reason: String
    /// The byte at which it was noticed, counted from 0.
    public let byteOffset: Int
    /// The key that an object has twice, where that was forbidden.
    public var repeatedKey: String?

    init(reason: String, byteOffset: Int, repeatedKey: String? = nil) {
        self.reason = reason
        self.byteOffset = byteOffset
        self.repeatedKey = repeatedKey
    }
}

extension JSON {
    /// Reads one JSON value that fills the whole text.
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8.
    ///   - depthMax: How deep arrays and objects may nest.
    ///   - keysMayRepeat: Whether an object may have a key twice; the last value counts then.
    /// - Throws: `JSONSyntaxError` for syntax, bad UTF-8, lone surrogates, trailing text, and nesting that is too deep.
    public init(
        parsing bytes: some Collection<UInt8>, depthMax: Int = Limits.jsonDepth, keysMayRepeat: Bool = true
    ) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes: Array(bytes), depthMax: depthMax, keysMayRepeat: keysMayRepeat)
        self = try parser.parseWhole()
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    let depthMax: Int
    let keysMayRepeat: Bool
    var at = 0

    mutating func parseWhole() throws(JSONSyntaxError) -> JSON {
        skipSpace()
        let value = try parseValue(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw wrong("text after the value") }
        return value
    }

    private func wrong(_ reason: String) -> JSONSyntaxError { JSONSyntaxError(reason: reason, byteOffset: at) }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        at += 1
        return true
    }

    private mutating func parseValue(depth: Int) throws(JSONSyntaxError) -> JSON {
        guard depth <= depthMax else { throw wrong("nested too deeply") }
        switch next {
        case UInt8(ascii: "{"): return try parseObject(depth: depth)
        case UInt8(ascii: "["): return try parseArray(depth: depth)
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        case nil: throw wrong("the text ends too early")
        default: return try parseNumber()
        }
    }

    private mutating func parseWord(_ word: String, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        guard bytes[at...].starts(with: word.utf8) else { throw wrong("unexpected character") }
        at += word.utf8.count
        return value
    }

    private mutating func parseObject(depth: Int) throws(JSONSyntaxError) -> JSON {
        at += 1
        var object = JSONObject()
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(object) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw wrong("expected a key") }
            let key = try parseString()
            guard keysMayRepeat || object[key] == nil else {
                throw JSONSyntaxError(reason: "a key twice", byteOffset: at, repeatedKey: key)
            }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw wrong("expected a colon") }
            skipSpace()
            object[key] = try parseValue(depth: depth + 1)
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(object) }
            guard take(UInt8(ascii: ",")) else { throw wrong("expected a comma or a closing brace") }
        }
    }

    private mutating func parseArray(depth: Int) throws(JSONSyntaxError) -> JSON {
        at += 1
        var elements: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            skipSpace()
            elements.append(try parseValue(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw wrong("expected a comma or a closing bracket") }
        }
    }

    private mutating func parseNumber() throws(JSONSyntaxError) -> JSON {
        let start = at
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try takeDigits() }
        if take(UInt8(ascii: ".")) { try takeDigits() }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            at += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
            try takeDigits()
        }
        guard let value = Double(String(decoding: bytes[start..<at], as: UTF8.self)) else { throw wrong("bad number") }
        return .number(value)
    }

    private mutating func takeDigits() throws(JSONSyntaxError) {
        let start = at
        while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
        guard at > start else { throw wrong("unexpected character") }
    }
}

// MARK: - Texts

extension JSONParser {
    private mutating func parseString() throws(JSONSyntaxError) -> String {
        at += 1
        var text: [UInt8] = []
        while true {
            let start = at
            while at < bytes.count, bytes[at] >= 0x20, bytes[at] != 0x22, bytes[at] != 0x5C { at += 1 }
            text.append(contentsOf: bytes[start..<at])
            switch next {
            case 0x22:
                guard let valid = String(validating: text, as: UTF8.self) else { throw wrong("not valid UTF-8") }
                at += 1
                return valid
            case 0x5C: try parseEscape(into: &text)
            case nil: throw wrong("the text ends too early")
            default: throw wrong("a control character inside a text")
            }
        }
    }

    private mutating func parseEscape(into text: inout [UInt8]) throws(JSONSyntaxError) {
        at += 1
        guard let letter = next else { throw wrong("the text ends too early") }
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try parseUnicodeEscape())).utf8)
        default: throw wrong("unknown escape")
        }
    }

    /// Reads what follows `\u`, and the second half of a surrogate pair.
    private mutating func parseUnicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try parseFourHexDigits()
        guard (0xD800...0xDBFF).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw wrong("a lone surrogate") }
            return scalar
        }
        guard take(0x5C), take(UInt8(ascii: "u")) else { throw wrong("a lone surrogate") }
        let second = try parseFourHexDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw wrong("a lone surrogate") }
        return scalar
    }

    private mutating func parseFourHexDigits() throws(JSONSyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw wrong("bad escape")
            }
            value = value << 4 + UInt32(digit)
            at += 1
        }
        return value
    }
}
