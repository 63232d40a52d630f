import MusterModel
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Texts of every kind come back as they went in.
@Suite("Any text survives the store")
struct StoredTextTests {
    static let odd = [
        "", " ", "\u{0}", "a\u{0}b", "\u{0}\u{0}", "\u{F8F0}", "\u{F8F0}0", "\u{F8F0}1", "\u{F8F0}\u{0}\u{F8F0}",
        "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}", "é", "e\u{301}", "😀👨‍👩‍👧", "\\u0000", "'; DROP TABLE units; --",
        "%_\\", "$1", "{each}", "\u{7F}\u{1}\n\r\t", "\"", "null", String(repeating: "x", count: 100_000),
    ]

    @Test(arguments: odd)
    func `a text is decoded to what was encoded`(_ text: String) {
        let encoded = StoredText.encode(text)
        #expect(!encoded.utf8.contains(0))
        #expect(Array(StoredText.decode(encoded).utf8) == Array(text.utf8))
    }

    @Test func `random texts are decoded to what was encoded, and no two are stored alike`() {
        var random = SeededGenerator(seed: 3)
        let scalars: [Unicode.Scalar] = ["\u{0}", "\u{F8F0}", "0", "1", "a", "\u{EFFF}", "\u{F8F1}"]
        var stored: [String: String] = [:]
        for _ in 0..<20_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                text.append(scalars.randomElement(using: &random) ?? "a")
            }
            let encoded = StoredText.encode(String(text))
            if StoredText.decode(encoded) != String(text) { Issue.record("\(text) became \(encoded)") }
            if let other = stored.updateValue(String(text), forKey: encoded), other != String(text) {
                Issue.record("\(other) and \(String(text)) are both stored as \(encoded)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases, odd)
    func `a unit's name comes back, is found, and is in the log`(_ engine: TestEngine, _ text: String) async throws {
        let world = try await World(engine)
        let unit = try await world.store.createUnit(NewUnit(named: text, visibility: text), by: world.admin)
        let read = try #require(try await world.store.unit(unit.id, for: world.admin))
        #expect(Array(read.name.utf8) == Array(text.utf8))
        #expect(Array(read.visibility.utf8) == Array(text.utf8))
        let found = try await world.store.units(named: String(text.prefix(100)), .all, for: world.admin)
        #expect(found.rows.contains { $0.id == unit.id })
        let event = try #require(try await world.events().last)
        #expect(event.after?.object?["name"]?.string.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test(arguments: TestEngine.allCases, ["\u{0}", "a\u{F8F0}b", "a\"b\\c", "é\u{301}", "x'y"])
    func `an imported department of an odd id is found by it`(_ engine: TestEngine, _ id: String) async throws {
        let world = try await World(engine)
        try await world.store.write { transaction in
            try transaction.insertDepartment(id, fields: ["name": "Odd", "enabled": true])
        }
        #expect(try await world.store.department(id, onlyMine: false, for: world.admin).department?.id == id)
        let unit = try await world.store.createUnit(NewUnit(named: "x", departments: [id]), by: world.admin)
        #expect(unit.departmentCount == 1)
    }

    @Test(arguments: TestEngine.allCases)
    func `a search takes its text literally`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        for name in ["50% off", "50 off", "a_b", "axb", "back\\slash", "ÄRGER", "İstanbul"] {
            _ = try await world.store.createUnit(NewUnit(named: name), by: world.admin)
        }
        for (text, names) in [
            ("0% o", ["50% off"]), ("_", ["a_b"]), ("\\", ["back\\slash"]), ("%", ["50% off"]), ("ärger", ["ÄRGER"]),
            ("OFF", ["50 off", "50% off"]), ("ALPHA", ["Alpha"]), ("nothing", []),
        ] {
            let found = try await world.store.units(named: text, .all, for: world.admin).rows.map(\.name)
            #expect(found == names, "\(text)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a list is sorted by code unit, whatever the letters`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        for name in ["b", "a test", "A test", "é", "Z", "_", "\u{FF21}", "😀", "1"] {
            _ = try await world.store.createUnit(NewUnit(named: name), by: world.admin)
        }
        let names = try await world.store.units(named: "", .all, for: world.admin).rows.map(\.name)
        #expect(names == ["1", "A test", "Whole", "Z", "_", "a test", "b", "é", "\u{FF21}", "😀"])
    }
}
