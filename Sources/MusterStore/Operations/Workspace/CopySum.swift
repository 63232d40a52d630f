import MusterModel

/// How many rows of a table there are, and SHA-256 over all of them in the order of their keys.
struct CopySum: Sendable {
    private(set) var rows = 0
    private var digest = RunningDigest()

    var hex: String { digest.hex }

    /// Each value with its kind and its length, so that no two different rows look alike.
    mutating func add(_ row: SQLRow) {
        rows += 1
        for value in row.values {
            switch value {
            case .null: digest.add("n")
            case .int(let number): digest.add("i\(number);")
            case .text(let text), .encodedList(let text):
                digest.add("t\(text.utf8.count);")
                digest.add(text)
            case .bytes(let bytes):
                digest.add("b\(bytes.count);")
                digest.add(bytes)
            }
        }
    }
}
