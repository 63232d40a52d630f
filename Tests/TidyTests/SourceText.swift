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

/// Walks once over a source and copies it twice, with blanks for what is left out.
private struct Scanner {
    let source: [UInt8]
    private(set) var compiled: [UInt8] = []
    private(set) var code: [UInt8] = []
    private var index = 0

    init(source: [UInt8]) { self.source = source }

    mutating func scan() { scanCode(untilParenthesis: false) }

    private func sees(_ text: String) -> Bool {
        source[index] == text.utf8.first && source[index...].starts(with: text.utf8)
    }

    /// Copies the next bytes into one or both of the copies, and blanks into the other.
    private mutating func take(_ count: Int = 1, compiled isCompiled: Bool = true, code isCode: Bool = true) {
        for byte in source[index...].prefix(count) {
            let blank = byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " ")
            compiled.append(isCompiled ? byte : blank)
            code.append(isCode ? byte : blank)
        }
        index = min(index + count, source.count)
    }

    private mutating func scanCode(untilParenthesis: Bool) {
        var depth = 0
        while index < source.count {
            if sees("//") {
                while index < source.count, source[index] != UInt8(ascii: "\n") { take(compiled: false, code: false) }
            } else if sees("/*") {
                scanBlockComment()
            } else if let hashes = hashesBeforeQuote() {
                scanText(hashes: hashes)
            } else {
                if source[index] == UInt8(ascii: "(") { depth += 1 }
                if source[index] == UInt8(ascii: ")") { depth -= 1 }
                if untilParenthesis, depth < 0 { return }
                take()
            }
        }
    }

    private mutating func scanBlockComment() {
        var depth = 0
        repeat {
            if sees("/*") {
                depth += 1
                take(2, compiled: false, code: false)
            } else if sees("*/") {
                depth -= 1
                take(2, compiled: false, code: false)
            } else {
                take(compiled: false, code: false)
            }
        } while depth > 0 && index < source.count
    }

    /// How many number signs stand before a quotation mark here; nil when this begins no string.
    private func hashesBeforeQuote() -> Int? {
        guard source[index] == UInt8(ascii: "#") || source[index] == UInt8(ascii: "\"") else { return nil }
        let hashes = source[index...].prefix { $0 == UInt8(ascii: "#") }.count
        return source[(index + hashes)...].first == UInt8(ascii: "\"") ? hashes : nil
    }

    private mutating func scanText(hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        take(hashes, code: false)
        let quote = sees("\"\"\"") ? "\"\"\"" : "\""
        take(quote.utf8.count, code: false)
        while index < source.count {
            if sees(quote + marks) {
                take(quote.utf8.count + hashes, code: false)
                return
            } else if sees("\\" + marks + "(") {
                take(hashes + 2, code: false)
                scanCode(untilParenthesis: true)
                take(code: false)
            } else if sees("\\" + marks) {
                take(hashes + 2, code: false)
            } else if quote.utf8.count == 1, source[index] == UInt8(ascii: "\n") {
                return  // No string: the text was misread, and the line's end limits the damage.
            } else {
                take(code: false)
            }
        }
    }
}
