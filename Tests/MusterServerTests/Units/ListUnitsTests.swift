import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/units`: contract sections 1.15 and 3.1, D12, D17, D26. Whom it shows what: `UnitScopeTests`.
@Suite("Units are listed by name, filtered, sorted and paged", .holds("3.1"))
struct ListUnitsTests {
    private func names(_ server: TestServer, _ query: String) async throws -> [String] {
        try await server.fetch("GET", "livechat/units?\(query)").each("units", "name")
    }

    @Test(.holds("3.1.6"), arguments: TestEngine.allCases)
    func `a row has the members of a unit, the answer those of a page`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let list = try await server.fetch("GET", "livechat/units")
            #expect(list.object?.keys == ["units", "count", "offset", "total", "success"])
            #expect(list.found("count") == 2)
            #expect(list.found("offset") == 0)
            #expect(list.found("total") == 2)
            let units = try #require(list.found("units")?.array)
            #expect(units.map { $0.found("_id") } == ["unit-a", "unit-b"])
            #expect(units.map { $0.found("numMonitors") } == [1, 1])
            #expect(units.map { $0.found("numDepartments") } == [2, 1])
            for unit in units {
                #expect(
                    unit.object?.keys == [
                        "name", "visibility", "type", "numMonitors", "numDepartments", "_updatedAt", "_id",
                    ])
                #expect(unit.found("type") == "u")
                #expect(unit.found("_updatedAt")?.string.map(isWireDate) == true)
            }
        }
    }

    @Test(.holds("3.1.7"), arguments: TestEngine.allCases)
    func `a workspace without units has an empty list`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for id in ["unit-a", "unit-b"] { _ = try await server.fetch("DELETE", "livechat/units/\(id)") }
            #expect(
                try await server.send("GET", "livechat/units").text
                    == #"{"units":[],"count":0,"offset":0,"total":0,"success":true}"#)
        }
    }

    @Test(.holds("3.1.8"), .keepsAway("pocketbase#100"), arguments: TestEngine.allCases)
    func `the text is looked for anywhere in the name, whatever the case of any script`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            for name in ["Élan Vital", "ΩMEGA", "Яблоко", "Straße"] { _ = try await server.makeUnit(name) }
            let rows: [(String, [String])] = [
                ("alpha", ["Alpha"]), ("ALPHA", ["Alpha"]), ("lPh", ["Alpha"]), ("a", ["Alpha", "Beta"]),
                ("élan", ["Élan Vital"]), ("ÉLAN v", ["Élan Vital"]), ("ωmega", ["ΩMEGA"]), ("ЯБЛОКО", ["Яблоко"]),
                ("STRAß", ["Straße"]), ("elan", []), ("unit-a", []), ("public", []), ("alpha ", []),
            ]
            for (text, wanted) in rows {
                let found = try await names(server, "text=\(queryValue(text))").filter { $0 != "" }
                let expected = wanted + (text == "a" ? ["ΩMEGA", "Élan Vital", "Straße"] : [])
                #expect(Set(found) == Set(expected), "\(text)")
            }
        }
    }

    @Test(.holds("3.1.9"), arguments: TestEngine.allCases)
    func `the text is literal: percent, underscore, backslash, quotes`(_ engine: TestEngine) async throws {
        let special = ["100%", "a_b", #"a\b"#, "a'b", "a\"b", "a.b", "(ab)", "[ab]", "a*b", "a\0b", "😀"]
        try await TestServer.run(engine) { server in
            for name in special + ["100x", "axb"] {
                let data: JSON = ["name": .string(name), "visibility": "public"]
                let body: JSON = ["unitData": data, "unitMonitors": [], "unitDepartments": []]
                _ = try await server.fetch("POST", "livechat/units", body: body.text())
            }
            for name in special { #expect(try await names(server, "text=\(queryValue(name))") == [name]) }
            #expect(try await names(server, "text=%25") == ["100%"])
            #expect(try await names(server, "text=_") == ["a_b"])
            #expect(try await names(server, "text=%5C") == [#"a\b"#])
            #expect(try await names(server, "text=%25%25") == [])
            #expect(try await names(server, "text=a%25b") == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an empty text is no filter, a plus is a space, another parameter is ignored`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            _ = try await server.makeUnit("Al pha")
            #expect(try await names(server, "text=") == ["Al pha", "Alpha", "Beta"])
            #expect(try await names(server, "text=l+p") == ["Al pha"])
            #expect(try await names(server, "query=%7B%7D&fields=%7B%7D&foo=1").count == 3)
        }
    }

    @Test(.holds("3.1.13"), arguments: TestEngine.allCases)
    func `the default order is by name in code units, then by id`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for name in ["alpha", "A test", "a test", "Zeta", "_x", "é", "Alpha", "Alpha", ""] {
                _ = try await server.makeUnit(name)
            }
            let list = try await server.fetch("GET", "livechat/units")
            let wanted = ["", "A test", "Alpha", "Alpha", "Alpha", "Beta", "Zeta", "_x", "a test", "alpha", "é"]
            #expect(list.each("units", "name") == wanted)
            let ids = Array(list.each("units", "_id")[2...4])
            #expect(ids == ids.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
        }
    }

    @Test(.holds("3.1.12"), arguments: TestEngine.allCases)
    func `every member of a unit can be sorted by, up and down`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            // Alpha: 1 monitor, 2 departments. Beta: 1, 1. Gamma: 2, 0.
            _ = try await server.makeUnit(
                "Gamma", monitors: [Who.monitorA.id, Who.monitorB.id], visibility: "private")
            for (index, name) in ["Beta", "Gamma", "Alpha"].enumerated() {
                try await server.world.run("UPDATE units SET updated_at = \(index) WHERE name = $1", name)
            }
            let rows = [
                (#"{"name":1}"#, ["Alpha", "Beta", "Gamma"]), (#"{"name":-1}"#, ["Gamma", "Beta", "Alpha"]),
                (#"{"visibility":1,"name":-1}"#, ["Gamma", "Beta", "Alpha"]),
                (#"{"visibility":-1,"name":-1}"#, ["Beta", "Alpha", "Gamma"]),
                (#"{"_updatedAt":1}"#, ["Beta", "Gamma", "Alpha"]),
                (#"{"_updatedAt":-1}"#, ["Alpha", "Gamma", "Beta"]),
                (#"{"numDepartments":1}"#, ["Gamma", "Beta", "Alpha"]),
                (#"{"numDepartments":-1}"#, ["Alpha", "Beta", "Gamma"]),
                (#"{"numMonitors":-1,"name":-1}"#, ["Gamma", "Beta", "Alpha"]),
                (#"{"numMonitors":1,"name":-1}"#, ["Beta", "Alpha", "Gamma"]),
                (#"{"type":1,"name":-1}"#, ["Gamma", "Beta", "Alpha"]),
                (#"{"name":1.0}"#, ["Alpha", "Beta", "Gamma"]),
            ]
            for (sort, wanted) in rows {
                #expect(try await names(server, "sort=\(queryValue(sort))") == wanted, "\(sort)")
            }
        }
    }

    @Test(
        .holds("D17.1"), arguments: TestEngine.allCases,
        [#"{"_id":1}"#, #"{"unknown":1}"#, #"{"unknown":-1}"#, #"{"visibility":1}"#])
    func `what a sort leaves open is ordered by id`(_ engine: TestEngine, _ sort: String) async throws {
        try await TestServer.run(engine) { server in
            for name in ["Z", "Y", "X", "W", "V"] { _ = try await server.makeUnit(name) }
            let ids = try await server.fetch("GET", "livechat/units?sort=\(queryValue(sort))").each("units", "_id")
            #expect(ids.count == 7)
            #expect(ids == ids.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
        }
    }

    @Test(.holds("D17.1"), arguments: TestEngine.allCases, ["{}", "[]"])
    func `an empty sort is accepted, and the order is total all the same`(_ engine: TestEngine, _ sort: String)
        async throws
    {
        try await TestServer.run(engine) { server in
            for name in ["Z", "Y", "X"] { _ = try await server.makeUnit(name) }
            var paged: [String] = []
            for offset in 0..<5 {
                let page = "sort=\(queryValue(sort))&offset=\(offset)&count=1"
                paged += try await names(server, page)
            }
            #expect(try await names(server, "sort=\(queryValue(sort))") == paged)
            #expect(Set(paged).count == 5)
        }
    }

    @Test(.holds("3.1.14"), arguments: TestEngine.allCases)
    func `a sort that is no object of 1 and -1 is refused with the raw text`(_ engine: TestEngine) async throws {
        let sorts = [
            "name", "null", #""name""#, "[1]", #"["name"]"#, #"{"name":1"#, #"{"name":2}"#,
            #"{"name":"1"}"#, #"{"name":true}"#, #"{"name":null}"#, #"{"name":{}}"#, #"{"name":1,"_id":0}"#, "{} x",
        ]
        try await TestServer.run(engine) { server in
            for sort in sorts {
                let answer = try await server.send("GET", "livechat/units?sort=\(queryValue(sort))")
                let wanted: JSON = [
                    "success": false,
                    "error": .string("Invalid sort parameter provided: \"\(sort)\" [error-invalid-sort]"),
                    "errorType": "error-invalid-sort", "details": ["helperMethod": "parseJsonQuery"],
                ]
                #expect(answer.status == 400, "\(sort): \(answer.text)")
                #expect(answer.json == wanted, "\(sort): \(answer.text)")
            }
        }
    }
}
