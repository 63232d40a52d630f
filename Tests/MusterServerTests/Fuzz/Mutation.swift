import MusterTestSupport

/// Damaged copies of a body, repeatable by their generator's seed.
struct Mutation {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// The page's example body, with ids of the test world so that monitors and departments are really touched.
    static let page =
        #"{"unitData":{"name":"unitxx2","visibility":"public"},"unitMonitors":[{"monitorId":"id-monitorA","#
        + #""username":"testerio"},{"monitorId":"id-idleMonitor","username":"x"}],"#
        + #""unitDepartments":[{"departmentId":"dep-1"},{"departmentId":"dep-4"}]}"#

    /// Values that take the place of others: every type, and the borders of each.
    private static let values = [
        "null", "true", "false", "0", "-0", "-1", "1e999", "-1e999", "1e-999", "0.1", "9007199254740993",
        "2147483648", "-9223372036854775809", String(repeating: "9", count: 400), "[]", "{}", "[[]]", "[null]", "[{}]",
        #""""#, #""\u0000""#, #""\ud800""#, #""\ud83d\ude00""#, #""é""#, #""\u202e""#, #""'; DROP TABLE units; --""#,
        #""%s%n""#, #""id-monitorA""#, #""dep-1""#, #""unit-a""#, #"{"$date":1}"#, #"{"$ne":""}"#, #"{"a":{"b":[1]}}"#,
        #"{"departmentId":"dep-3"}"#, #"{"monitorId":"id-monitorB","username":"y"}"#,
    ]

    /// Pieces that break the syntax, or nearly.
    private static let pieces = [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\u{FEFF}", "\u{0}", "\t\n", "//", "/*", "'", "[[[[[[[[",
        "}}}}",
        "unitData", "unitMonitors", "unitDepartments", "name", "visibility", "é", "😀", "\u{301}", "\u{F8F0}", "e", "-",
        #","name":5"#, #","enabled":true"#, #","":1"#, #","_id":"x""#, #","unitData":null"#,
    ]

    /// The next damaged copy.
    mutating func next() -> [UInt8] {
        var bytes = Array(Self.page.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &generator) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let range = range(in: bytes)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: if !range.isEmpty { bytes[range.lowerBound] ^= 1 << UInt8.random(in: 0..<8, using: &generator) }
        case 1: if !range.isEmpty { bytes[range.lowerBound] = UInt8.random(in: 0...255, using: &generator) }
        case 2: bytes.removeSubrange(range)
        case 3: bytes.insert(contentsOf: Array(bytes[range]), at: range.lowerBound)
        case 4: bytes.insert(contentsOf: pick(Self.pieces), at: range.lowerBound)
        case 5: bytes.replaceSubrange(range, with: pick(Self.pieces))
        case 6: bytes.removeSubrange(range.lowerBound...)
        default: swapValue(&bytes)
        }
    }

    /// Puts another value in the place of a whole one: the syntax stays right, the type changes.
    private mutating func swapValue(_ bytes: inout [UInt8]) {
        let starts = bytes.indices.filter { index in
            index > 0 && bytes[index - 1] == UInt8(ascii: ":")
                || index > 0 && bytes[index - 1] == UInt8(ascii: "[") && bytes[index] == UInt8(ascii: "{")
        }
        guard let start = starts.randomElement(using: &generator) else { return }
        var depth = 0
        var isInText = false
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") { isInText.toggle() }
            if !isInText {
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
                let closes = byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
                if depth == 0, closes || byte == UInt8(ascii: ",") { break }
                if closes { depth -= 1 }
            }
            end += 1
        }
        bytes.replaceSubrange(start..<end, with: pick(Self.values))
    }

    private mutating func range(in bytes: [UInt8]) -> Range<Int> {
        let start = Int.random(in: 0...bytes.count, using: &generator)
        return start..<min(bytes.count, start + Int.random(in: 1...12, using: &generator))
    }

    private mutating func pick(_ texts: [String]) -> [UInt8] {
        Array((texts.randomElement(using: &generator) ?? "").utf8)
    }
}
