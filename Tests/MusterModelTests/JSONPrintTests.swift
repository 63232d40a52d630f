import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// How values print: numbers as JavaScript does, texts with as few escapes as possible.
@Suite("Values print as the original prints them")
struct JSONPrintTests {
    static let numbers: [(value: Double, text: String)] = [
        (0, "0"),
        (-0.0, "0"),
        (5, "5"),
        (5.0, "5"),
        (-17, "-17"),
        (0.1, "0.1"),
        (-0.5, "-0.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1.0 / 3, "0.3333333333333333"),
        (100, "100"),
        (1e15, "1000000000000000"),
        (1e20, "100000000000000000000"),
        (1.2345678901234568e20, "123456789012345680000"),
        (1e21, "1e+21"),
        (-1e21, "-1e+21"),
        (1.5e21, "1.5e+21"),
        (1.2345678901234568e21, "1.2345678901234568e+21"),
        (9.999999999999999e20, "999999999999999900000"),
        (0.001, "0.001"),
        (0.000001, "0.000001"),
        (0.0000015, "0.0000015"),
        (1e-7, "1e-7"),
        (-1.5e-7, "-1.5e-7"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (.leastNonzeroMagnitude, "5e-324"),
        (2.2250738585072014e-308, "2.2250738585072014e-308"),
        (9_007_199_254_740_991, "9007199254740991"),
        (9_007_199_254_740_992, "9007199254740992"),
        (4_294_967_295, "4294967295"),
        (1234.5678, "1234.5678"),
        (123_456_789.125, "123456789.125"),
        (1e300, "1e+300"),
        (.infinity, "null"),
        (-.infinity, "null"),
        (.nan, "null"),
    ]

    static let texts: [(value: String, text: String)] = [
        ("", #""""#),
        ("a", #""a""#),
        ("\"\\", #""\"\\""#),
        ("/", #""/""#),
        ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
        ("\u{0}\u{1}\u{B}\u{1F}", #""\u0000\u0001\u000b\u001f""#),
        ("\u{7F}é\u{2028}😀", "\"\u{7F}é\u{2028}😀\""),
        ("</script>&", #""</script>&""#),
    ]

    @Test(arguments: numbers)
    func `a number prints as in JavaScript`(_ row: (value: Double, text: String)) {
        #expect(JSON.number(row.value).text() == row.text)
    }

    @Test(arguments: texts)
    func `a text prints with the escapes it needs`(_ row: (value: String, text: String)) {
        #expect(JSON.string(row.value).text() == row.text)
        #expect(JSON.object([row.value: 1]).text() == "{\(row.text):1}")
    }

    @Test func `structures print compactly in their order`() {
        let value: JSON = ["b": [1, .null, true, false, [:], []], "a": ["x": "y"]]
        #expect(value.text() == #"{"b":[1,null,true,false,{},[]],"a":{"x":"y"}}"#)
        #expect(value.bytes() == Array(value.text().utf8))
    }

    @Test func `a date prints as ISO 8601, and as milliseconds inside method calls`() {
        let value: JSON = ["at": .date(Timestamp(milliseconds: 1_638_801_027_744))]
        #expect(value.text() == #"{"at":"2021-12-06T14:30:27.744Z"}"#)
        #expect(value.text(.ejson) == #"{"at":{"$date":1638801027744}}"#)
    }

    @Test func `every number reads back as itself`() throws {
        var random = SeededGenerator(seed: 1)
        var wrong: [Double] = []
        for _ in 0..<20_000 {
            // Any bits, and numbers as people write them, where the ways of printing meet.
            let digits = Double(Int64.random(in: -99_999...99_999, using: &random))
            let written = digits * pow(10, Double(Int.random(in: -12...25, using: &random)))
            for value in [Double(bitPattern: random.next()), written] where value.isFinite {
                let text = JSON.number(value).text()
                if try JSON(parsing: text.utf8).number != value || Double(text) != value { wrong.append(value) }
            }
        }
        #expect(wrong == [])
    }
}
