import MusterModel
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Clients make texts of statements, by the orders they want lists in: neither memory nor what is kept may depend on
/// it.
@Suite("However many texts there are, a bounded number of statements is kept, the newest among them")
struct KeptStatementsTests {
    private static let texts = (0...Limits.keptStatements).map { "SELECT \($0) + $1" }

    @Test func `a connection to a file keeps a bounded number`() throws {
        let folder = try TemporaryFolder()
        let connection = try SQLiteConnection(folder.file("store.sqlite"), .writing, patience: Patience())
        for _ in 0..<2 {
            for (number, text) in Self.texts.enumerated() {
                let rows = try connection.statement(text).rows([.int(1)])
                #expect(rows.map { $0.int(0) } == [number + 1])
                #expect(connection.statementsKept <= Limits.keptStatements)
                #expect(try connection.statement(text) === connection.statement(text))
            }
        }
    }

    @Test func `a database server keeps a bounded number of each connection`() async throws {
        let place = try await TestDatabase.make(.postgres)
        defer { place.remove() }
        let engine = PostgresEngine(
            try #require(PostgresTarget(place.name)), connections: 1, policies: PolicyCache())
        defer { engine.close() }
        for _ in 0..<2 {
            let wrong = try await engine.read(.oneState, isLong: false) { transaction in
                try Self.texts.enumerated().filter { try transaction.number($1, [.int(1)]) != $0 + 1 }.count
            }
            #expect(wrong == 0)
            let kept = try await engine.read(.oneState, isLong: false) { transaction in
                try transaction.number("SELECT count(*) FROM pg_prepared_statements")
            }
            #expect(kept == 1, "the next transaction begins with a word to forget all")
        }
    }

    @Test func `a bounded number of spelled texts is remembered`() {
        for text in Self.texts { #expect(Dialect.sqlite.spell(text).placeholders == [1]) }
        #expect(Dialect.sqlite.count <= Limits.keptStatements)
    }
}
