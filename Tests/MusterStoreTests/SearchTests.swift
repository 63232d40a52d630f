import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// What `text` finds, beside a plain look at every name.
@Suite("A search finds what contains the text, and nothing else")
struct SearchTests {
    private static let pieces = [
        "a", "A", "b", "ab", "ä", "Ä", "ß", "ẞ", "é", "e\u{301}", "İ", "日本", "語", "😀", "👍🏽", " ", "%", "_", "\\", "\"",
        "'", "*", "^", "-", ":", "+", "(", ")", "{", "}", "AND", "OR", "NEAR", "\n", "\t", "\u{0}", "\u{F8F0}",
    ]

    /// Whether a name contains a text, code point by code point, whatever the case.
    private static func contains(_ name: String, _ text: String) -> Bool {
        let (name, text) = (Array(name.folded.unicodeScalars), Array(text.folded.unicodeScalars))
        guard name.count >= text.count else { return false }
        return (0...(name.count - text.count)).contains { name[$0..<($0 + text.count)].elementsEqual(text) }
    }

    /// Names of a few pieces each, the same for every engine.
    private static func names(_ count: Int) -> [String] {
        var seed: UInt64 = 7
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        return (0..<count).map { _ in (0...next(7)).map { _ in pieces[next(pieces.count)] }.joined() }
    }

    /// Parts of the names, of one code point and more, and texts that none of them has.
    private static let texts: [String] =
        names(40).flatMap { name -> [String] in
            let scalars = Array(name.unicodeScalars)
            return [1, 2, 3, 5, 9].filter { $0 <= scalars.count }.map { length in
                var part = String.UnicodeScalarView()
                part.append(contentsOf: scalars.suffix(length))
                return String(part)
            }
        } + ["zzz", "a%b", "a_b", "%%%", "___", "\\\\\\", "\"\"\"", "'''", "a\" OR \"b", "name : a"]
        + [String(repeating: "a", count: 99), String(repeating: "a", count: 200)]

    @Test(arguments: TestEngine.allCases)
    func `every text finds the names that contain it, whatever stands in it`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let names = SearchTests.names(300) + [String(repeating: "a", count: 150)]
        try await world.run("DELETE FROM units")
        try await world.run("DELETE FROM departments")
        try await world.store.write { transaction in
            for (index, name) in names.enumerated() {
                try transaction.insertUnit("id-\(index)", try NewUnit(named: name))
                try transaction.insertDepartment("id-\(index)", fields: ["name": .string(name)])
            }
        }
        for text in SearchTests.texts {
            let wanted = Set(names.indices.filter { SearchTests.contains(names[$0], text) }.map { "id-\($0)" })
            let units = try await world.store.units(named: text, .all, for: world.admin)
            #expect(Set(units.rows.map(\.id)) == wanted && units.total == wanted.count, "\(text.debugDescription)")
            var query = DepartmentQuery()
            query.text = text
            let departments = try await world.store.departments(query, .all, for: world.admin)
            #expect(Set(departments.rows.map(\.id)) == wanted, "\(text.debugDescription)")
            query.text = ""
            query.prefix = text
            let beginning = try await world.store.departments(query, .all, for: world.admin)
            let begun = names.indices.filter { index in
                names[index].folded.unicodeScalars.starts(with: text.folded.unicodeScalars)
            }
            #expect(Set(beginning.rows.map(\.id)) == Set(begun.map { "id-\($0)" }), "\(text.debugDescription)")
        }
        #expect(try await world.brokenSearchIndexes() == [])
    }

    /// More than are sorted at once, so that a list is read in its order until the page is full.
    @Test(arguments: TestEngine.allCases)
    func `of many that are found every page is right, and so is their number`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let count = 1200
        try await world.store.write { transaction in
            for index in 0..<count {
                try transaction.insertDepartment(
                    "id-\(10_000 + index)", fields: ["name": .string("Many Ö \(index % 700)")])
            }
            try transaction.run("UPDATE departments SET archived = 1, enabled = 0 WHERE id LIKE 'id-%7'", [])
            try transaction.run("UPDATE departments SET unit_id = 'unit-a', was_in_unit = 1 WHERE id LIKE 'id-%2'", [])
        }
        for text in ["many ö", "MANY", "ny", "y Ö 69", ""] {
            for (archived, isAdmin) in [(DepartmentQuery.Archived.hidden, true), (.shown, true), (.hidden, false)] {
                var query = DepartmentQuery()
                query.text = text
                query.archived = archived
                query.onlyMine = true
                let caller = isAdmin ? world.admin : world.caller(.monitorA)
                let condition =
                    (archived == .hidden ? "coalesce(archived, 0) = 0" : "1 = 1")
                    + (isAdmin ? "" : " AND unit_id = 'unit-a'")
                let wanted = try await world.store.read { transaction in
                    try transaction.rows("SELECT id, name FROM departments WHERE \(condition) ORDER BY name, id", [])
                        .filter { SearchTests.contains($0.text(1), text) }.map { $0.text(0) }
                }
                let first = try await world.store.departments(query, Page(offset: 0, count: 50), for: caller)
                #expect(first.rows.map(\.id) == Array(wanted.prefix(50)), "\(text)")
                let deep = try await world.store.departments(query, Page(offset: 900, count: 50), for: caller)
                #expect(deep.rows.map(\.id) == Array(wanted.dropFirst(900).prefix(50)), "\(text)")
                #expect(first.total == wanted.count && deep.total == wanted.count, "\(text)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `people are found by user name, name and address, among all and in a role`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.run(
            "UPDATE users SET name = 'Zoë \"Z\" O''Hara', name_folded = 'zoë \"z\" o''hara' WHERE id = 'id-agent'")
        func directory(_ text: String, _ searchesAddresses: Bool) async throws -> [String] {
            try await world.store.directory(matching: text, searchesAddresses: searchesAddresses, .all).rows.map(\.id)
        }
        func agents(_ text: String) async throws -> [String] {
            var query = AgentQuery(role: Role.agent)
            query.text = text
            let found = try await world.store.agents(query, .all)
            #expect(found.total == found.rows.count)
            return found.rows.map(\.user.id)
        }
        for text in ["ZOË", "oë \"z", "o'h", "AGENT", "of agent", "Zo", "\""] where text != "of agent" {
            #expect(try await directory(text, false) == ["id-agent"], "\(text)")
            #expect(try await directory(text, true) == ["id-agent"], "\(text)")
            #expect(try await agents(text) == ["id-agent"], "\(text)")
        }
        #expect(try await directory("of agent", true) == [], "the old name is forgotten")
        #expect(try await directory("agent@exa", false) == [])
        #expect(try await directory("agent@exa", true) == ["id-agent"])
        #expect(try await agents("agent@EXA") == ["id-agent"])
        #expect(try await agents("plain") == [])
        let found = try await world.store.users(containing: "oë \"", except: [], [], count: 5)
        #expect(found.map(\.id) == ["id-agent"])
        #expect(try await world.store.monitors(matching: "example.com", .all).total == 4)
    }

    @Test(arguments: TestEngine.allCases)
    func `what is renamed, deleted or taken back is found as it is now`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        func found(_ text: String) async throws -> [String] {
            try await world.store.units(named: text, .all, for: world.admin).rows.map(\.name)
        }
        let unit = try await world.store.createUnit(try NewUnit(named: "Gamma Rays"), by: world.admin)
        #expect(try await found("ma ra") == ["Gamma Rays"])
        try await world.store.write { try $0.updateUnit(unit.id, try NewUnit(named: "Delta Rays")) }
        #expect(try await found("gamma") == [])
        #expect(try await found("rays") == ["Delta Rays"])
        await #expect(throws: Deliberate.self) {
            try await world.store.write { transaction in
                try transaction.updateUnit(unit.id, try NewUnit(named: "never"))
                try transaction.insertUnit("x", try NewUnit(named: "never"))
                throw Deliberate()
            }
        }
        #expect(try await found("never") == [])
        #expect(try await found("delta") == ["Delta Rays"])
        try await world.store.deleteUnit(unit.id, by: world.admin)
        #expect(try await found("rays") == [])

        func people(_ text: String) async throws -> [String] {
            try await world.store.directory(matching: text, searchesAddresses: true, .all).rows.map(\.id)
        }
        try await world.run(
            """
            INSERT INTO user_emails (user_id, position, address, address_folded, verified)
            VALUES ('id-plain', 1, 'Second@example.org', 'second@example.org', 0)
            """)
        #expect(try await people("second@") == ["id-plain"])
        #expect(try await people("plain@ex") == ["id-plain"])
        try await world.run(
            "UPDATE user_emails SET address = 'third@x', address_folded = 'third@x' WHERE user_id = 'id-plain' AND position = 1"
        )
        #expect(try await people("second@") == [])
        #expect(try await people("third@x") == ["id-plain"])
        try await world.run("DELETE FROM user_emails WHERE user_id = 'id-plain' AND position = 0")
        #expect(try await people("plain@ex") == [])
        #expect(try await people("third@x") == ["id-plain"])
        try await world.run("DELETE FROM users WHERE id = 'id-plain'")
        #expect(try await people("third@x") == [])
        #expect(try await world.brokenSearchIndexes() == [])
    }
}

extension World {
    /// What the examination has to say about the search index.
    func brokenSearchIndexes() async throws -> [String] {
        try await store.read { try $0.brokenSearchIndexes().filter { $0.rows != 0 }.map(\.invariant) }
    }
}
