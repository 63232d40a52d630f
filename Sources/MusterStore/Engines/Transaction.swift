import MusterModel

/// One connection inside one transaction: all that the statements know of an engine.
protocol Transaction {
    /// The time of this transaction.
    var now: Timestamp { get }

    /// What this transaction knows of roles and settings.
    var memory: PolicyMemory { get }

    /// Runs a query. Placeholders are `$1`, `$2` … and may repeat.
    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow]

    /// Runs a query and hands its rows over some at a time, as they are read: neither their number nor their size
    /// decides how much is held. Other statements may be run between them.
    func rows(_ sql: String, _ values: [SQLValue], inTurn take: ([SQLRow]) throws -> Void) throws

    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int

    /// Runs a statement of which nothing is asked. Where a server is far, nobody waits for it: what is wrong with it is
    /// thrown later in the transaction, at its end at the latest.
    func post(_ sql: String, _ values: [SQLValue]) throws
}

extension Transaction {
    /// All of them at once: for sessions that hold little.
    func rows(_ sql: String, _ values: [SQLValue], inTurn take: ([SQLRow]) throws -> Void) throws {
        try take(rows(sql, values))
    }

    /// The first row of a query.
    func row(_ sql: String, _ values: [SQLValue]) throws -> SQLRow? { try rows(sql, values).first }

    /// The number in the first column of the first row.
    func number(_ sql: String, _ values: [SQLValue] = []) throws -> Int { try row(sql, values)?.int(0) ?? 0 }
}

/// A value on its way into or out of a statement.
enum SQLValue: Sendable, Equatable {
    case null
    case int(Int64)
    case text(String)
    /// A list, each text of which is written as `StoredText` does already.
    case encodedList(String)
    case bytes([UInt8])
}

extension SQLValue {
    static func int(_ value: Int) -> SQLValue { .int(Int64(value)) }
    static func bool(_ value: Bool) -> SQLValue { .int(value ? 1 : 0) }
    static func time(_ value: Timestamp) -> SQLValue { .int(value.milliseconds) }
    static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
    static func optional(_ value: Bool?) -> SQLValue { value.map { .bool($0) } ?? .null }
    static func json(_ value: JSON) -> SQLValue { .text(value.text()) }

    /// A list of any length in one parameter: `IN (SELECT value FROM {each}($1))`.
    static func list(_ values: some Sequence<String>) -> SQLValue {
        .encodedList(JSON.array(values.map { .string(StoredText.encode($0)) }).text())
    }
}

/// A row of a result; columns are read by position, beside the SQL that orders them.
struct SQLRow: Sendable {
    let values: [SQLValue]

    /// About how many bytes it takes.
    var weight: Int {
        values.reduce(0) { sum, value in
            switch value {
            case .null, .int: sum + 8
            case .text(let text), .encodedList(let text): sum + text.utf8.count
            case .bytes(let bytes): sum + bytes.count
            }
        }
    }

    func text(_ column: Int) -> String { textOrNil(column) ?? "" }

    func textOrNil(_ column: Int) -> String? {
        if case .text(let value) = values[column] { value } else { nil }
    }

    func int(_ column: Int) -> Int { intOrNil(column) ?? 0 }

    func intOrNil(_ column: Int) -> Int? {
        if case .int(let value) = values[column] { Int(value) } else { nil }
    }

    func bytes(_ column: Int) -> [UInt8] {
        if case .bytes(let value) = values[column] { value } else { [] }
    }

    func bool(_ column: Int) -> Bool { int(column) != 0 }

    func boolOrNil(_ column: Int) -> Bool? { intOrNil(column).map { $0 != 0 } }

    func time(_ column: Int) -> Timestamp { Timestamp(milliseconds: Int64(int(column))) }

    func timeOrNil(_ column: Int) -> Timestamp? { intOrNil(column).map { Timestamp(milliseconds: Int64($0)) } }

    /// The JSON text in a column, as an object; what is none reads as an empty one.
    func object(_ column: Int) -> JSONObject {
        (try? JSON(parsing: text(column).utf8, depthMax: Limits.jsonDepth + 8))?.object ?? JSONObject()
    }
}
