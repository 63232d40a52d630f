/// Swift source read just closely enough to tell code from comments and from the texts in it.
struct SourceText {
    /// The source with comments blanked: what is left is compiled. Lines stay where they were.
    let withoutComments: String
    /// The source with comments and string literals blanked. Lines stay where they were.
    let codeOnly: String

    init(_ source: String) {
        var scanner = Scanner(source: Array(source.utf8))
        scanner.scan()
        withoutComments = String(decoding: scanner.compiled, as: UTF8.self)
        codeOnly = String(decoding: scanner.code, as: UTF8.self)
    }

    /// A function and the number of lines between its braces.
    struct Function: Equatable {
        let line: Int
        let bodyLines: Int
    }

    /// Every function and initializer that has a body.
    var functions: [Function] {
        let bytes = Array(codeOnly.utf8)
        return bytes.indices.compactMap { start in
            guard Self.startsFunction(bytes, at: start), let body = Self.body(bytes, after: start) else { return nil }
            let newline = UInt8(ascii: "\n")
            return Function(
                line: 1 + bytes[..<start].count { $0 == newline },
                bodyLines: max(bytes[body].count { $0 == newline } - 1, 0))
        }
    }

    private static func startsFunction(_ bytes: [UInt8], at start: Int) -> Bool {
        let isFirst = start == 0 || bytes[start - 1] == UInt8(ascii: " ") || bytes[start - 1] == UInt8(ascii: "\n")
        guard isFirst, bytes[start] == UInt8(ascii: "f") || bytes[start] == UInt8(ascii: "i") else { return false }
        return ["func ", "init(", "init?(", "init<"].contains { bytes[start...].starts(with: $0.utf8) }
    }

    /// The first braces after a declaration that stand outside its parentheses; nothing if its surroundings end first.
    private static func body(_ bytes: [UInt8], after start: Int) -> ClosedRange<Int>? {
        var parentheses = 0
        var opened: [Int] = []
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "("): parentheses += 1
            case UInt8(ascii: ")"): parentheses -= 1
            case UInt8(ascii: "{") where parentheses == 0 || !opened.isEmpty: opened.append(index)
            case UInt8(ascii: "}") where parentheses == 0 || !opened.isEmpty:
                guard let open = opened.popLast() else { return nil }
                if opened.isEmpty { return open...index }
            default: break
            }
        }
        return nil
    }
}

/// Walks once over a source, of which it has two copies, and blanks in them what is left out.
///
/// Bytes are compared one by one: unoptimised, as tests are, anything finer takes half a minute for all sources.
private struct Scanner {
    let source: [UInt8]
    private(set) var compiled: [UInt8]
    private(set) var code: [UInt8]
    private var index = 0

    private static let newline = UInt8(ascii: "\n"), space = UInt8(ascii: " ")
    private static let slash = UInt8(ascii: "/"), star = UInt8(ascii: "*"), backslash = UInt8(ascii: "\\")
    private static let hash = UInt8(ascii: "#"), quote = UInt8(ascii: "\"")
    private static let opening = UInt8(ascii: "("), closing = UInt8(ascii: ")")

    init(source: [UInt8]) {
        self.source = source
        compiled = source
        code = source
    }

    mutating func scan() { scanCode(untilParenthesis: false) }

    /// Whether these bytes come next.
    private func sees(_ bytes: [UInt8]) -> Bool {
        guard source[index] == bytes[0], index + bytes.count <= source.count else { return false }
        for offset in bytes.indices where source[index + offset] != bytes[offset] { return false }
        return true
    }

    /// Leaves the next bytes in the copies, or blanks them there.
    private mutating func take(_ count: Int = 1, compiled isCompiled: Bool = true, code isCode: Bool = true) {
        let end = min(index + count, source.count)
        while index < end {
            if source[index] != Self.newline {
                if !isCompiled { compiled[index] = Self.space }
                if !isCode { code[index] = Self.space }
            }
            index += 1
        }
    }

    private mutating func scanCode(untilParenthesis: Bool) {
        var depth = 0
        while index < source.count {
            switch source[index] {
            case Self.slash where sees([Self.slash, Self.slash]):
                while index < source.count, source[index] != Self.newline { take(compiled: false, code: false) }
            case Self.slash where sees([Self.slash, Self.star]): scanBlockComment()
            case Self.hash, Self.quote:
                if let hashes = hashesBeforeQuote() { scanText(hashes: hashes) } else { index += 1 }
            case Self.opening:
                depth += 1
                index += 1
            case Self.closing:
                depth -= 1
                if untilParenthesis, depth < 0 { return }
                index += 1
            default: index += 1
            }
        }
    }

    private mutating func scanBlockComment() {
        var depth = 0
        repeat {
            if sees([Self.slash, Self.star]) {
                depth += 1
                take(2, compiled: false, code: false)
            } else if sees([Self.star, Self.slash]) {
                depth -= 1
                take(2, compiled: false, code: false)
            } else {
                take(compiled: false, code: false)
            }
        } while depth > 0 && index < source.count
    }

    /// How many number signs stand before a quotation mark here; nil when this begins no string.
    private func hashesBeforeQuote() -> Int? {
        var end = index
        while end < source.count, source[end] == Self.hash { end += 1 }
        return end < source.count && source[end] == Self.quote ? end - index : nil
    }

    private mutating func scanText(hashes: Int) {
        let marks = [UInt8](repeating: Self.hash, count: hashes)
        take(hashes, code: false)
        let three = [Self.quote, Self.quote, Self.quote]
        let quote = sees(three) ? three : [Self.quote]
        take(quote.count, code: false)
        let end = quote + marks, escape = [Self.backslash] + marks
        while index < source.count {
            if sees(end) {
                take(end.count, code: false)
                return
            } else if sees(escape) {
                let isInterpolation =
                    index + escape.count < source.count && source[index + escape.count] == Self.opening
                take(hashes + 2, code: false)
                if isInterpolation {
                    scanCode(untilParenthesis: true)
                    take(code: false)
                }
            } else if quote.count == 1, source[index] == Self.newline {
                return  // No string: the text was misread, and the line's end limits the damage.
            } else {
                take(code: false)
            }
        }
    }
}
