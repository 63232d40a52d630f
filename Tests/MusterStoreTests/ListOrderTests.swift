import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// Lists by name, as both engines must show them.
@Suite("A list by name has one order on every engine, forwards and backwards")
struct ListOrderTests {
    private static let long = String(repeating: "ä", count: 399)

    /// Ids and names whose order is not that of insertion.
    private static let units: [(id: String, name: String)] = [
        ("z", "same"), ("a", "same"), ("m", "same"), ("1", "Same"), ("2", "same "), ("3", ""), ("4", "Ärger"),
        ("5", "ärger"), ("6", "\u{1F600}"), ("7", "\u{FFFF}"), ("8", "a\u{301}"), ("9", "á"), ("q", "%_\\"),
        ("long-3", long), ("long-2", long + "x1"), ("long-1", long + "x2"), ("long-0", long + "y"),
        ("long-4", long + "x"), ("huge-2", String(repeating: "😀", count: 5000)),
        ("huge-1", String(repeating: "😀", count: 5001)),
    ]

    /// By the bytes of the first 400 characters, either way, and by id where these are the same.
    private static func order(ascending: Bool) -> [String] {
        func start(_ name: String) -> [UInt8] {
            var scalars = String.UnicodeScalarView()
            scalars.append(contentsOf: name.unicodeScalars.prefix(400))
            return Array(String(scalars).utf8)
        }
        return units.sorted { left, right in
            let (a, b) = (start(left.name), start(right.name))
            if a == b { return left.id < right.id }
            return a.lexicographicallyPrecedes(b) == ascending
        }.map(\.id)
    }

    private static func world(_ engine: TestEngine) async throws -> World {
        let world = try await World(engine)
        try await world.run("DELETE FROM units")
        try await world.store.write { transaction in
            for unit in units { try transaction.insertUnit(unit.id, try NewUnit(named: unit.name)) }
            for (id, name) in units { try transaction.insertDepartment(id, fields: ["name": .string(name)]) }
            try transaction.run("DELETE FROM departments WHERE id LIKE 'dep-%'", [])
            try transaction.run("UPDATE departments SET unit_id = 'z', was_in_unit = 1", [])
        }
        return world
    }

    private static func page(_ offset: Int, _ count: Int?, ascending: Bool) -> Page {
        Page(offset: offset, count: count, sort: [Page.SortKey(field: "name", ascending: ascending)])
    }

    @Test(arguments: TestEngine.allCases, [true, false])
    func `names stand by their bytes, and by id where 400 characters are the same`(
        _ engine: TestEngine, _ ascending: Bool
    ) async throws {
        let world = try await ListOrderTests.world(engine)
        let order = ListOrderTests.order(ascending: ascending)
        let whole = ListOrderTests.page(0, nil, ascending: ascending)
        #expect(try await world.store.units(named: "", whole, for: world.admin).rows.map(\.id) == order)
        #expect(try await world.store.departments(DepartmentQuery(), whole, for: world.admin).rows.map(\.id) == order)
        let ofUnit = try await world.store.departments(ofUnit: "z", whole, for: world.admin)
        #expect(ofUnit.rows.map(\.id) == order && ofUnit.total == order.count)
    }

    @Test(arguments: TestEngine.allCases, [true, false])
    func `pages laid behind each other are the list, and each knows its length`(
        _ engine: TestEngine, _ ascending: Bool
    ) async throws {
        let world = try await ListOrderTests.world(engine)
        let order = ListOrderTests.order(ascending: ascending)
        var found: [String] = []
        for offset in stride(from: 0, through: order.count + 3, by: 3) {
            let page = ListOrderTests.page(offset, 3, ascending: ascending)
            let part = try await world.store.units(named: "", page, for: world.admin)
            #expect(part.total == order.count)
            found += part.rows.map(\.id)
        }
        #expect(found == order)
    }

    @Test(arguments: TestEngine.allCases)
    func `departments that a unit may have stand as in the order that is asked for`(_ engine: TestEngine) async throws {
        let world = try await ListOrderTests.world(engine)
        try await world.run("UPDATE departments SET unit_id = NULL WHERE id IN ('a', '3', 'long-1', 'huge-2')")
        try await world.run("UPDATE departments SET unit_id = '1' WHERE id IN ('2', '9')")
        try await world.run("UPDATE departments SET archived = 1 WHERE id IN ('3', '4')")
        for caller in [world.admin, world.caller(.monitorA)] {
            for offset in stride(from: 0, through: 21, by: 3) {
                let pages = [Page(offset: offset, count: 3), ListOrderTests.page(offset, 3, ascending: true)]
                var found: [Paged<Department>] = []
                for page in pages {
                    found.append(
                        try await world.store.availableDepartments(
                            toUnit: "z", named: "", onlyMine: false, page, for: caller))
                }
                #expect(found[0].rows.map(\.id) == found[1].rows.map(\.id) && found[0].total == found[1].total)
            }
        }
        let all = try await world.store.availableDepartments(
            toUnit: "z", named: "", onlyMine: false, .all, for: world.admin)
        #expect(Set(all.rows.map(\.id)).isDisjoint(with: ["2", "9", "3", "4"]) && all.total == all.rows.count)
    }

    @Test(arguments: TestEngine.allCases)
    func `users stand by name or by user name, whichever is asked for`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        for key in ["name", "username"] {
            let names = try await world.texts("SELECT \(key) FROM users").sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            for ascending in [true, false] {
                let page = Page(offset: 0, count: nil, sort: [Page.SortKey(field: key, ascending: ascending)])
                let users = try await world.store.users(page)
                #expect(
                    users.rows.map { key == "name" ? $0.name : $0.username } == (ascending ? names : names.reversed()))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what is left out of a list is not counted either`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        func departments() async throws -> Int {
            let part = Page(offset: 0, count: 1)
            return try await world.store.departments(DepartmentQuery(), part, for: world.admin).total
        }
        #expect(try await departments() == 4)
        try await world.run("UPDATE departments SET archived = 1, enabled = 0 WHERE id = 'dep-1'")
        #expect(try await departments() == 3)
        try await world.run("UPDATE departments SET archived = 0 WHERE id IN ('dep-1', 'dep-5')")
        #expect(try await departments() == 5)
        func people(_ text: String) async throws -> Int {
            let part = Page(offset: 0, count: 1)
            return try await world.store.directory(matching: text, searchesAddresses: true, part).total
        }
        let everybody = try await world.number("SELECT count(*) FROM users")
        #expect(try await people("") == everybody - 1, "one is deactivated")
        #expect(try await people("inactive@") == 0)
        try await world.run("UPDATE users SET active = 1")
        #expect(try await people("") == everybody)
        #expect(try await people("inactive@") == 1)
    }
}
