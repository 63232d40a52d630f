import CLibPQ
import MusterModel

/// Where a PostgreSQL database is: libpq's own URI or keyword form, several hosts and TLS settings included.
///
/// It may hold a password, so it never appears in a message; libpq also takes one from PGPASSWORD or a passfile.
struct PostgresTarget: Sendable {
    private let text: String

    /// Nil when the text is the path of a file.
    init?(_ text: String) {
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") || PostgresTarget.hasKeywords(text)
        else {
            return nil
        }
        self.text = text
    }

    /// A connection, perhaps a failed one; nil only without memory.
    func connect() -> OpaquePointer? {
        // What the text itself says comes later and wins.
        let settings: [(String, String)] = [
            ("connect_timeout", "5"), ("application_name", "muster"), ("keepalives_idle", "15"),
            ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "30000"), ("dbname", text),
        ]
        return PostgresTarget.withTexts(settings.map(\.0)) { names in
            PostgresTarget.withTexts(settings.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
        }
    }

    private static func hasKeywords(_ text: String) -> Bool {
        ["host=", "hostaddr=", "dbname=", "service="].contains { text.hasPrefix($0) || text.contains(" " + $0) }
    }

    /// Texts as libpq wants them: pointers, ended by nil.
    private static func withTexts<Value>(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Value) -> Value {
        func pinned(_ rest: ArraySlice<String>, _ pointers: [UnsafePointer<CChar>?]) -> Value {
            guard let first = rest.first else { return body(pointers + [nil]) }
            return first.withCString { pinned(rest.dropFirst(), pointers + [$0]) }
        }
        return pinned(texts[...], [])
    }
}
