import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// Random values and random damage.
@Suite("Any value survives printing and reading, any bytes survive reading")
struct JSONRandomTests {
    static let seeds: [UInt64] = [1, 2, 3, 4]

    @Test(arguments: seeds)
    func `a printed value reads back as the same value and prints the same again`(_ seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<2000 {
            let value = random.value(depth: 5)
            let bytes = value.bytes()
            let read = try JSON(parsing: bytes)
            #expect(read == value)
            #expect(read.bytes() == bytes)
        }
    }

    @Test(arguments: seeds)
    func `Foundation reads the same texts from what is printed`(_ seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        let texts = (0..<3000).map { _ in random.text() }
        let decoded = try JSONDecoder().decode([String].self, from: Data(JSON.texts(texts).bytes()))
        #expect(decoded.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
    }

    @Test(arguments: seeds)
    func `the same texts are read from what Foundation prints`(_ seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        let texts = (0..<3000).map { _ in random.text() }
        let read = try JSON(parsing: Array(try JSONEncoder().encode(texts)))
        #expect(read.array?.compactMap(\.string).map { Array($0.utf8) } == texts.map { Array($0.utf8) })
    }

    @Test(arguments: seeds)
    func `a damaged text is refused, or is JSON that prints and reads the same`(_ seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        var accepted = 0
        for _ in 0..<5000 {
            var bytes = random.value(depth: 4).bytes()
            for _ in 0..<Int.random(in: 1...3, using: &random.generator) { random.damage(&bytes) }
            guard let read = try? JSON(parsing: bytes) else { continue }
            accepted += 1
            // Bytes, not values: a number too large to be a double is null from then on.
            #expect(try JSON(parsing: read.bytes()).bytes() == read.bytes())
        }
        // Both ends are met: else the damage would be no test.
        #expect(accepted > 100 && accepted < 4900)
    }

    @Test(arguments: seeds)
    func `random bytes never bring the parser down`(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("{}[]\":,\\u0123456789abcdefDd.eE+-truefalsn \n\u{0}".utf8) + [0xC3, 0xA9, 0xED, 0xFF]
        var wrong: [[UInt8]] = []
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...40, using: &generator)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            guard let printed = (try? JSON(parsing: bytes))?.bytes() else { continue }
            if (try? JSON(parsing: printed))?.bytes() != printed { wrong.append(printed) }
        }
        #expect(wrong == [])
    }
}

/// Random JSON values that a seed repeats.
struct RandomJSON {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func value(depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .int(Int.random(in: -1_000_000...1_000_000, using: &generator))
        case 3:
            let number = Double(bitPattern: generator.next())
            return .number(number.isFinite ? number : 0.5)
        case 4: return .string(text())
        case 5, 6:
            let count = Int.random(in: 0...4, using: &generator)
            return .object(JSONObject((0..<count).map { _ in (text(), value(depth: depth - 1)) }))
        default: return .array((0..<Int.random(in: 0...4, using: &generator)).map { _ in value(depth: depth - 1) })
        }
    }

    /// Scalars of every plane, with those that are special to JSON more often than chance would have them.
    mutating func text() -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: scalars.append(Unicode.Scalar(UInt8.random(in: 0...0x7F, using: &generator)))
            case 1:
                scalars.append(["\"", "\\", "/", "\n", "\u{0}", "$", "\u{7F}"].randomElement(using: &generator) ?? "a")
            case 2: scalars.append(Unicode.Scalar(UInt32.random(in: 0xA0...0xD7FF, using: &generator)) ?? "b")
            default: scalars.append(Unicode.Scalar(UInt32.random(in: 0xE000...0x10FFFF, using: &generator)) ?? "c")
            }
        }
        return String(scalars)
    }

    /// Changes, removes or adds one byte.
    mutating func damage(_ bytes: inout [UInt8]) {
        let at = Int.random(in: 0...bytes.count, using: &generator)
        let byte = Array("{}[]\":,\\u0 1.e-xé".utf8).randomElement(using: &generator) ?? 0
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.insert(byte, at: at)
        case 1 where at < bytes.count: bytes[at] = byte
        default: if at < bytes.count { bytes.remove(at: at) }
        }
    }
}
