/// How dates print.
public enum JSONDialect: Sendable {
    /// ISO 8601 texts: REST answers.
    case rest
    /// `{"$date": milliseconds}`: what `method.call` carries inside `message` (contract 1.16).
    case ejson
}

extension JSON {
    /// The compact JSON text.
    ///
    /// - Parameter dialect: How dates print.
    /// - Returns: The text without spaces, members in their order.
    public func text(_ dialect: JSONDialect = .rest) -> String { String(decoding: bytes(dialect), as: UTF8.self) }

    /// The compact JSON text in UTF-8.
    ///
    /// - Parameter dialect: How dates print.
    public func bytes(_ dialect: JSONDialect = .rest) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(256)
        write(to: &out, dialect)
        return out
    }

    private func write(to out: inout [UInt8], _ dialect: JSONDialect) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let value): out.append(contentsOf: JSON.numberText(value).utf8)
        case .string(let value): JSON.writeText(value, to: &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                element.write(to: &out, dialect)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let object):
            out.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                JSON.writeText(member.0, to: &out)
                out.append(UInt8(ascii: ":"))
                member.1.write(to: &out, dialect)
            }
            out.append(UInt8(ascii: "}"))
        case .date(let time):
            switch dialect {
            case .rest:
                out.append(UInt8(ascii: "\""))
                out.append(contentsOf: time.iso8601.utf8)
                out.append(UInt8(ascii: "\""))
            case .ejson: out.append(contentsOf: "{\"$date\":\(time.milliseconds)}".utf8)
            }
        }
    }

    /// Adds a text with its quotes to printed JSON. Most texts have nothing to escape, and are copied whole.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - out: What is printed already.
    public static func writeText(_ text: String, to out: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            out.append(UInt8(ascii: "\""))
            if bytes.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
                writeEscaped(bytes, to: &out)
            } else {
                out.append(contentsOf: bytes)
            }
            out.append(UInt8(ascii: "\""))
        }
    }

    private static func writeEscaped(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case 0x22, 0x5C: out.append(contentsOf: [0x5C, byte])
            case 0x0A: out.append(contentsOf: "\\n".utf8)
            case 0x0D: out.append(contentsOf: "\\r".utf8)
            case 0x09: out.append(contentsOf: "\\t".utf8)
            case 0x08: out.append(contentsOf: "\\b".utf8)
            case 0x0C: out.append(contentsOf: "\\f".utf8)
            case 0..<0x20:
                out.append(contentsOf: "\\u00".utf8)
                for digit in [byte >> 4, byte & 15] { out.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
            default: out.append(byte)
            }
        }
    }

    /// A number as JavaScript prints it: `5`, `0.5`, `1e+21`; what is not finite is `null`.
    static func numberText(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        if value == 0 { return "0" }
        if value.rounded() == value, abs(value) < 1e15 { return String(Int64(value)) }
        let (digits, exponent) = shortestDigits(of: abs(value))
        let sign = value < 0 ? "-" : ""
        let count = digits.count
        switch exponent {
        case count...21: return sign + digits + String(repeating: "0", count: exponent - count)
        case 1..<max(count, 2): return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
        case -5...0: return sign + "0." + String(repeating: "0", count: -exponent) + digits
        default:
            let mantissa = count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
            return sign + mantissa + "e" + (exponent > 0 ? "+" : "-") + String(abs(exponent - 1))
        }
    }

    /// The shortest digits that read back as the number, and where the decimal point stands among them.
    private static func shortestDigits(of value: Double) -> (digits: String, exponent: Int) {
        let parts = "\(value)".split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(mantissa[0])
        let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
        var exponent = whole.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        var digits = Substring(whole + fraction)
        while digits.first == "0" {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.last == "0" { digits.removeLast() }
        return (String(digits), exponent)
    }
}
