import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// What contract section 2.2 accepts, and 2.5 drops.
@Suite("Create Unit accepts what the original accepts", .holds("2.1", "2.2"))
struct CreateUnitAcceptsTests {
    /// Texts that must come back byte for byte.
    static let texts: [String] = [
        "", " ", "\t\r\n", "ünïcödé", "e\u{301}", "\u{E9}", "Straße", "ＦＵＬＬ", "日本語", "עברית", "\u{202E}reversed", "😀",
        "👩‍👩‍👧‍👦", "\0", "a\0b", "\0\0", "\u{1}\u{1F}\u{7F}", "\u{2028}\u{2029}", "\u{FFFF}", "\u{10FFFF}", "\u{E000}",
        "\u{FEFF}x",
        "\"quoted\"", #"\"#, #"\u0000"#, "'; DROP TABLE units; --", "%_%", "null", "<b>&amp;</b>", "{\"a\":1}",
        "$1 {each}",
    ]

    private func body(name: String, visibility: String) -> String {
        let data: JSON = ["name": .string(name), "visibility": .string(visibility)]
        return JSON.object(["unitData": data, "unitMonitors": [], "unitDepartments": []]).text()
    }

    private func bytes(_ unit: JSON?, _ key: String) -> [UInt8]? {
        (unit?.found(key)?.string).map { Array($0.utf8) }
    }

    /// Creates a unit, and reads it alone, in the list and in the event log: the texts are the same bytes everywhere.
    private func expectKept(_ server: TestServer, name: String, visibility: String) async throws {
        let made = try await server.fetch("POST", "livechat/units", body: body(name: name, visibility: visibility))
        let id = try #require(made.found("_id")?.string)
        let read = try await server.fetch("GET", "livechat/units/\(id)")
        let list = try await server.fetch("GET", "livechat/units?count=0").found("units")?.array
        let event = try await server.world.events().last { $0.subjectID == id }
        for shown in [made, read, list?.first { $0.found("_id")?.string == id }, event?.after] {
            #expect(bytes(shown, "name") == Array(name.utf8), "\(name.debugDescription)")
            #expect(bytes(shown, "visibility") == Array(visibility.utf8), "\(visibility.debugDescription)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `any name is kept byte for byte: empty, blank, U+0000, emoji, combining`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for text in Self.texts { try await expectKept(server, name: text, visibility: "public") }
        }
    }

    @Test(.holds("6.3.1"), arguments: TestEngine.allCases)
    func `any visibility is kept byte for byte`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for text in Self.texts + ["private", "PUBLIC", "secret"] {
                try await expectKept(server, name: "X", visibility: text)
            }
        }
    }

    @Test(arguments: TestEngine.allCases, ["x", "é", "😀", "\0", "%"])
    func `a name of ten thousand characters is kept`(_ engine: TestEngine, _ character: String) async throws {
        try await TestServer.run(engine) { server in
            let long = String(repeating: character, count: 10_000)
            try await expectKept(server, name: long, visibility: long)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a name written in JSON escapes is the text it means`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let data = #"{"\u006eame":"\u0041\u00e9\ud83d\ude00\u0000\/\b","visibility":"public"}"#
            let made = try await server.fetch(
                "POST", "livechat/units", body: #"{"unitData":\#(data),"unitMonitors":[],"unitDepartments":[]}"#)
            #expect(bytes(made, "name") == Array("Aé😀\0/\u{8}".utf8))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two units may have one name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let first = try await server.makeUnit("Alpha", monitors: [Who.monitorB.id], departments: ["dep-4"])
            let second = try await server.makeUnit("Alpha", monitors: [Who.monitorB.id])
            #expect(Set([first, second, "unit-a"]).count == 3)
            let named = try await server.fetch("GET", "livechat/units?text=Alpha").each("units", "_id")
            #expect(named.sorted() == [first, second, "unit-a"].sorted())
            #expect(try await server.members(ofUnit: first) == UnitMembers(["monitorB"], ["dep-4"]))
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-1", "dep-2"]))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `empty arrays make a unit of nobody and nothing`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.makeUnit("Empty")
            #expect(try await server.members(ofUnit: id) == UnitMembers([], []))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `other members of elements are tolerated and dropped`(_ engine: TestEngine) async throws {
        let monitor = #"{"_id":"mine","monitorId":"id-monitorA","username":"","unitId":"unit-b","x":{"a":[null,1]}}"#
        let department = #"{"departmentId":"dep-4","name":"Renamed","":0,"enabled":"no"}"#
        let data = #"{"name":"x","visibility":"public"}"#
        let body = #"{"unitData":\#(data),"unitMonitors":[\#(monitor)],"unitDepartments":[\#(department)]}"#
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "livechat/units", body: body)
            let id = try #require(made.found("_id")?.string)
            #expect(try await server.members(ofUnit: id) == UnitMembers(["monitorA"], ["dep-4"]))
            let row = try await server.fetch("GET", "livechat/units/\(id)/monitors").found("monitors")?.array?.first
            #expect(row?.object?.keys == ["_id", "monitorId", "unitId", "username", "_updatedAt"])
            #expect(row?.found("_id") != "mine")
            #expect(row?.found("unitId") == .string(id))
            let shown = try await server.fetch("GET", "livechat/department/dep-4").found("department")
            #expect(shown?.found("name") == "Free")
            #expect(shown?.found("enabled") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `other top-level members are ignored`(_ engine: TestEngine) async throws {
        let others = #""_id":"unit-a","name":5,"success":false,"":null,"foo":[{}],"payload":{},"unitdata":7"#
        let body = unitBody("Other").dropLast() + "," + others + "}"
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "livechat/units", body: String(body))
            #expect(made.found("name") == "Other")
            #expect(made.found("success") == true)
            #expect(made.found("_id") != "unit-a")
            #expect(try await server.fetch("GET", "livechat/units/unit-a").found("name") == "Alpha")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `enabled, description, email and showOnOfflineForm are accepted and dropped`(_ engine: TestEngine)
        async throws
    {
        let optional = #""enabled":false,"description":"d","email":"no address","showOnOfflineForm":true"#
        let data = #"{\#(optional),"name":"x","visibility":"public"}"#
        let body = #"{"unitData":\#(data),"unitMonitors":[],"unitDepartments":[]}"#
        let keys = ["name", "visibility", "type", "numMonitors", "numDepartments", "_updatedAt", "_id", "success"]
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "livechat/units", body: body)
            #expect(made.object?.keys == keys)
            let id = try #require(made.found("_id")?.string)
            #expect(try await server.fetch("GET", "livechat/units/\(id)").object?.keys == keys)
            let updated = try await server.fetch("POST", "livechat/units/\(id)", body: body)
            #expect(updated.object?.keys == keys)
            let list = try await server.fetch("GET", "livechat/units?count=0").found("units")?.array
            #expect(list?.first { $0.found("_id")?.string == id }?.object?.keys == Array(keys.dropLast()))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of a duplicate key the last value is taken`(_ engine: TestEngine) async throws {
        let body =
            #"{"unitData":null,"unitMonitors":5,"unitDepartments":[],"#
            + #""unitData":{"name":5,"name":"last","visibility":null,"visibility":"private"},"unitMonitors":[]}"#
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "livechat/units", body: body)
            #expect(made.found("name") == "last")
            #expect(made.found("visibility") == "private")
        }
    }
}
