package import MusterModel

/// What the tests' world may do beside the operations; nothing outside of this package sees it.
extension Store {
    /// Runs a statement with texts for its placeholders.
    package func run(_ sql: String, _ texts: [String] = []) async throws {
        _ = try await write { try $0.run(sql, texts.map(SQLValue.text)) }
    }

    /// The number that a query yields first.
    package func number(_ sql: String, _ texts: [String] = []) async throws -> Int {
        try await read { try $0.number(sql, texts.map(SQLValue.text)) }
    }

    /// The events after a sequence number, oldest first.
    package func events(after sequence: Int) async throws -> [Event] {
        try await read { try $0.events(after: sequence, limit: 10_000).map(\.event) }
    }

    /// Stores a setting's value without an event.
    package func saveSetting(_ id: String, _ value: JSON) async throws {
        try await write { try $0.saveSetting(id, value) }
    }

    /// Gives a row that nothing refers to yet an id that tests know, in the event log too.
    ///
    /// - Parameter noun: `unit` or `department`.
    package func giveID(_ known: String, to id: String, of noun: String) async throws {
        let ids = [id, known].map(SQLValue.text)
        try await write { transaction in
            try transaction.run("UPDATE \(noun)s SET id = $2 WHERE id = $1", ids)
            // Ids never change, so no trigger changes them there.
            try transaction.run(
                "{file}UPDATE \(noun)_texts SET \(noun)_id = $2 WHERE \(noun)_id = $1{server}SELECT $1 || $2{both}", ids
            )
            try transaction.run("UPDATE events SET subject_id = $2 WHERE subject_id = $1", ids)
        }
    }
}
