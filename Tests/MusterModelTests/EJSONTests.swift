import MusterModel
import Testing

/// What EJSON does to plain values (contract 1.16, 2.2).
@Suite("EJSON's own forms are escaped and read")
struct EJSONTests {
    static let escapes: [(plain: String, escaped: String)] = [
        (#"{"$date":1}"#, #"{"$escape":{"$date":1}}"#),
        (#"{"$InfNaN":1}"#, #"{"$escape":{"$InfNaN":1}}"#),
        (#"{"$binary":"x"}"#, #"{"$escape":{"$binary":"x"}}"#),
        (#"{"$escape":{"a":1}}"#, #"{"$escape":{"$escape":{"a":1}}}"#),
        (#"{"$type":"a","$value":1}"#, #"{"$escape":{"$type":"a","$value":1}}"#),
        (#"{"$value":1,"$type":"a"}"#, #"{"$escape":{"$value":1,"$type":"a"}}"#),
        (#"{"$regexp":"a","$flags":"i"}"#, #"{"$escape":{"$regexp":"a","$flags":"i"}}"#),
        (#"[{"$date":1},{"a":{"$date":2}}]"#, #"[{"$escape":{"$date":1}},{"a":{"$escape":{"$date":2}}}]"#),
    ]

    static let untouched = [
        #"{"$date":1,"a":2}"#, #"{"date":1}"#, #"{"$foo":1}"#, #"{"$type":"a"}"#, #"{"$type":"a","$flags":1}"#, "{}",
        "[]", "null", "5", #""$date""#, #"{"a":1}"#,
    ]

    @Test(arguments: escapes)
    func `an object that looks like EJSON's own is wrapped`(_ row: (plain: String, escaped: String)) throws {
        #expect(try JSON(parsing: row.plain.utf8).escapedForEJSON.text() == row.escaped)
    }

    @Test(arguments: untouched)
    func `any other value stays as it is`(_ text: String) throws {
        #expect(try JSON(parsing: text.utf8).escapedForEJSON.text() == text)
    }

    @Test(arguments: escapes.map(\.plain) + untouched)
    func `what was escaped reads as what it was`(_ text: String) throws {
        let value = try JSON(parsing: text.utf8)
        #expect(value.escapedForEJSON.readAsEJSON == value)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `any value survives escaping and reading`(_ seed: UInt64) {
        var random = RandomJSON(seed: seed)
        let names = ["$date", "$escape", "$type", "$value", "$binary", "a"]
        for _ in 0..<1000 {
            var value = random.value(depth: 2)
            for _ in 0..<3 {
                let name = names.randomElement(using: &random.generator) ?? "a"
                value = [name: value]
                if Bool.random(using: &random.generator) { value = ["$value": value, "$type": "t"] }
            }
            #expect(value.escapedForEJSON.readAsEJSON == value)
        }
    }

    @Test func `a date is read wherever it stands`() throws {
        let read = try JSON(parsing: #"[{"at":{"$date":1638801027744}},{"$date":-1}]"#.utf8).readAsEJSON
        let at = JSON.date(Timestamp(milliseconds: 1_638_801_027_744))
        #expect(read == [["at": at], .date(Timestamp(milliseconds: -1))])
        #expect(read.text(.ejson) == #"[{"at":{"$date":1638801027744}},{"$date":-1}]"#)
    }

    @Test(arguments: [#"{"$date":"x"}"#, #"{"$date":1e300}"#, #"{"$date":null}"#, #"{"$date":8640000000000001}"#])
    func `what no date can be stays an object`(_ text: String) throws {
        let value = try JSON(parsing: text.utf8)
        #expect(value.readAsEJSON == value)
    }
}
