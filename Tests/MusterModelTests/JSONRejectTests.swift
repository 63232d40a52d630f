import MusterModel
import Testing

/// Texts that are no JSON: each is a bad body (D10).
@Suite("What is not JSON is refused")
struct JSONRejectTests {
    static let syntax = [
        "", " ", "\n", ",", ":", "]", "}", "x", "nul", "NULL", "True", "nullx", "truefalse", "undefined", "NaN",
        "Infinity", "-Infinity", "'a'", "a", "//", "/* */ 1", "1 // x", "\u{FEFF}1", "\u{A0}1", "\u{B}1",
    ]

    static let numbers = [
        "-", "+1", "01", "-01", "00", "1.", ".5", "-.5", "1.e5", "1e", "1e+", "1e-", "1e1.5", "0x10", "1_000", "1,5",
        "--1", "1-", "1e1e1", "١",
    ]

    static let texts = [
        #"""#, #"a""#, #""\""#, #""\x41""#, #""\a""#, #""\'""#, #""\u""#, #""\u004""#, #""\u004g""#, #""\u 041""#,
        #""\u-041""#, #""\U0041""#, "\"\u{0}\"", "\"\u{1}\"", "\"\n\"", "\"\t\"", "\"\u{1F}\"", #""\u٠٠٤١""#,
        "\"\\u\u{FF11}\u{FF11}\"",
    ]

    static let loneSurrogates = [
        #""\uD800""#, #""\uDBFFx""#, #""\uDC00""#, #""\uDFFF""#, #""\uD800\uD800""#, #""\uDC00\uD800""#, #""\uD800\n""#,
        #""\uD83D\u0041""#, #"{"\uD800":1}"#,
    ]

    static let structures = [
        "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1}", "[1]]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
        "{\"a\":1,}", "{,}", "{\"a\" 1}", "{\"a\":}", "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}",
        "{\"a\":1]", "{\"a\":1}}", "{\"a\":1}x", "[] []", "1 1", "null,", "\"a\" \"b\"", "{}{}",
    ]

    @Test(arguments: syntax + numbers + texts + loneSurrogates + structures)
    func `the text is refused`(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text.utf8) }
    }

    static let badUTF8: [[UInt8]] = [
        [0xFF], [0x80], [0xC3], [0xC3, 0x28], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE2, 0x82],
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xEF, 0xBF],
    ]

    @Test(arguments: badUTF8)
    func `bytes that are not UTF-8 are refused in values and in keys`(_ bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let value = [quote] + bytes + [quote]
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: value) }
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: Array("{".utf8) + value + Array(":1}".utf8)) }
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: bytes + Array("1".utf8)) }
    }

    @Test func `UTF-16 is not UTF-8`() {
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: [0x22, 0, 0x61, 0, 0x22, 0] as [UInt8]) }
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: [0xFF, 0xFE, 0x31, 0] as [UInt8]) }
    }

    @Test(arguments: [("", 0), ("[1,x]", 3), ("{\"a\" 1}", 5), ("1 x", 2), ("nul", 0)])
    func `the error says at which byte`(_ text: String, _ offset: Int) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text.utf8) }
        #expect(error?.byteOffset == offset)
    }

    @Test func `every beginning of a text is refused, only the whole is JSON`() throws {
        let text = Array(#"{"a":[1.5e3,"x\u00e9\n",null,true,{"b":false}],"c":-0.25}"#.utf8)
        for count in 0..<text.count {
            #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text.prefix(count)) }
        }
        #expect(throws: Never.self) { try JSON(parsing: text) }
    }
}
