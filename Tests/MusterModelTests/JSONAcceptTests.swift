import MusterModel
import Testing

/// Texts that RFC 8259 calls JSON, and what they mean.
@Suite("JSON texts are read as RFC 8259 says")
struct JSONAcceptTests {
    static let numbers: [(text: String, value: JSON)] = [
        ("0", 0),
        ("-0", .number(-0.0)),
        ("5", 5),
        ("5.0", 5),
        ("-17", -17),
        ("0.1", .number(0.1)),
        ("-0.5", .number(-0.5)),
        ("1e3", 1000),
        ("1E3", 1000),
        ("1e+3", 1000),
        ("25e-2", .number(0.25)),
        ("0e10", 0),
        ("1.5E2", 150),
        ("123456789012345678901234567890", .number(1.2345678901234568e29)),
        ("9007199254740993", .number(9_007_199_254_740_992)),
        ("5e-324", .number(.leastNonzeroMagnitude)),
        ("1e-400", 0),
        ("1.7976931348623157e308", .number(1.7976931348623157e308)),
        ("1e400", .number(.infinity)),
    ]

    static let texts: [(text: String, value: JSON)] = [
        (#""""#, ""),
        (#""a""#, "a"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0041""#, "A"),
        (#""\u00e9\u00E9""#, "éé"),
        (#""\u0000""#, "\u{0}"),
        (#""\u001f""#, "\u{1F}"),
        (#""\uD83D\uDE00""#, "😀"),
        (#""\ud83d\ude00""#, "😀"),
        (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
        (#""\uFFFF""#, "\u{FFFF}"),
        (#""\uD7FF\uE000""#, "\u{D7FF}\u{E000}"),
        (#""\\u0041""#, #"\u0041"#),
        (#""é😀ﷺ""#, "é😀ﷺ"),
        ("\"\u{7F}\u{2028}\u{2029}\"", "\u{7F}\u{2028}\u{2029}"),
        ("\"\u{FEFF}\"", "\u{FEFF}"),
    ]

    static let structures: [(text: String, value: JSON)] = [
        ("null", .null),
        ("true", true),
        ("false", false),
        (" \t\r\n null \t\r\n ", .null),
        ("[]", []),
        ("[ ]", []),
        ("{}", [:]),
        ("{ }", [:]),
        ("[1]", [1]),
        ("[1,\"a\",null,true,[],{}]", [1, "a", .null, true, [], [:]]),
        ("[ 1 , 2 ]", [1, 2]),
        (#"{"a":1}"#, ["a": 1]),
        (#"{ "a" : 1 , "b" : [ { } ] }"#, ["a": 1, "b": [[:]]]),
        (#"{"":0}"#, ["": 0]),
        (#"{"a\u0062":0}"#, ["ab": 0]),
        (#"{"__proto__":1,"constructor":2}"#, ["__proto__": 1, "constructor": 2]),
        ("[[[[1]]]]", [[[[1]]]]),
    ]

    @Test(arguments: numbers)
    func `a number is read as the nearest double`(_ row: (text: String, value: JSON)) throws {
        #expect(try JSON(parsing: row.text.utf8).number == row.value.number)
    }

    @Test(arguments: texts)
    func `a text is read scalar by scalar`(_ row: (text: String, value: JSON)) throws {
        let read = try #require(try JSON(parsing: row.text.utf8).string)
        // Not ==, to which different spellings of one letter are equal.
        #expect(Array(read.utf8) == row.value.string.map { Array($0.utf8) })
    }

    @Test(arguments: structures)
    func `words, arrays and objects are read with any space around them`(_ row: (text: String, value: JSON)) throws {
        #expect(try JSON(parsing: row.text.utf8) == row.value)
    }

    @Test func `a double that is too large is kept as infinite and prints as null`() throws {
        #expect(try JSON(parsing: "[-1e400]".utf8).text() == "[null]")
    }

    @Test(arguments: [
        (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#),
        (#"{"a":{"x":1},"b":2,"a":null}"#, #"{"a":null,"b":2}"#),
        (#"{"b":1,"a":1,"b":2,"a":2,"c":3}"#, #"{"b":2,"a":2,"c":3}"#),
        (#"{"\u0061":1,"a":2}"#, #"{"a":2}"#),
    ])
    func `of equal keys the last value stands at the first place`(_ text: String, _ printed: String) throws {
        #expect(try JSON(parsing: text.utf8).text() == printed)
    }

    @Test func `keys of other code points are other keys, though they look the same`() throws {
        // "é" as one scalar and as two: RFC 8259, 8.3 compares code unit by code unit, as the original does.
        let both = try JSON(parsing: #"{"\u00e9":1,"e\u0301":2}"#.utf8)
        #expect(both.object?.count == 2)
        let kelvin = try JSON(parsing: #"{"K":1,"\u212a":2}"#.utf8)
        #expect(kelvin.object?["K"] == 1)
    }

    @Test func `the order of keys is the order they were sent in`() throws {
        let keys = ["z", "a", "10", "9", "é", "", "Z"]
        let text = "{" + keys.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(try JSON(parsing: text.utf8).object?.keys == keys)
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func `nesting as deep as allowed is read, one deeper is not`(_ opening: String, _ closing: String) throws {
        func nested(_ depth: Int) -> String {
            String(repeating: opening, count: depth) + "0" + String(repeating: closing, count: depth)
        }
        #expect(throws: Never.self) { try JSON(parsing: nested(Limits.jsonDepth).utf8) }
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: nested(Limits.jsonDepth + 1).utf8) }
        #expect(error?.reason == "nested too deeply")
        #expect(throws: Never.self) { try JSON(parsing: nested(9).utf8, depthMax: 9) }
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: nested(10).utf8, depthMax: 9) }
    }

    @Test func `a million opening brackets are refused, not a reason to crash`() {
        for opening in ["[", #"{"a":"#, "[{\"a\":"] {
            let text = Array(String(repeating: opening, count: 1_000_000).utf8)
            #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
        }
    }
}
