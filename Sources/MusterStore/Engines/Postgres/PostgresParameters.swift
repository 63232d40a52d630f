import CLibPQ
import MusterModel

/// Values as libpq wants them.
enum PostgresParameters {
    /// Types are told, not guessed: PostgreSQL takes a parameter in a select list for a text otherwise.
    static func type(_ value: SQLValue) -> Oid {
        switch value {
        case .null: 0
        case .int: 20
        case .text, .encodedList: 25
        case .bytes: 17
        }
    }

    static func withTexts<Value>(
        _ values: [SQLValue], _ body: ([UnsafePointer<CChar>?]) -> Value
    ) -> Value {
        let buffers = values.map { value -> ContiguousArray<CChar>? in
            switch value {
            case .null: nil
            case .int(let number): String(number).utf8CString
            case .text(let text): StoredText.encode(text).utf8CString
            case .encodedList(let text): text.utf8CString
            case .bytes(let bytes): PostgresBytes.text(bytes).utf8CString
            }
        }
        func pinned(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> Value {
            guard index < buffers.count else { return body(pointers) }
            guard let buffer = buffers[index] else { return pinned(index + 1, pointers + [nil]) }
            return buffer.withUnsafeBufferPointer { pinned(index + 1, pointers + [$0.baseAddress]) }
        }
        return pinned(0, [])
    }
}
