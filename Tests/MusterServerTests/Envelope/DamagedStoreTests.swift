import Facts
import MusterModel
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// A store that says it is damaged, on either engine.
@Suite("What the store finds damaged is 503, on either engine")
struct DamagedStoreTests {
    static let requests: [(table: String, request: String, body: String?)] = [
        ("units", "GET livechat/units", nil), ("units", "GET livechat/units/unit-a", nil),
        ("units", "DELETE livechat/units/unit-a", nil), ("departments", "GET livechat/department", nil),
        ("department_agents", "GET livechat/department/dep-1", nil),
        ("unit_monitors", "GET livechat/units/unit-a/monitors", nil),
        (
            "units", "POST livechat/units",
            #"{"unitData":{"name":"x","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#
        ),
        (
            "units", "POST method.call/livechat:removeUnit",
            #"{"message":"{\"msg\":\"method\",\"id\":\"1\",\"method\":\"livechat:removeUnit\",\"params\":[\"unit-a\"]}"}"#
        ),
    ]

    @Test(.keepsAway("Muster 11.A12 (damage)"), arguments: TestEngine.allCases, requests.indices)
    func `it is said as such, and changes nothing`(_ engine: TestEngine, _ index: Int) async throws {
        let (table, request, body) = Self.requests[index]
        try await TestServer.run(engine) { server in
            try await server.world.damage(table)
            let parts = request.split(separator: " ").map(String.init)
            let answer = try await server.send(parts[0], parts[1], body: body)
            #expect(answer.status == 503, "\(answer.text)")
            #expect(answer.json?.object?["success"] == false)
            #expect(answer.json?.object?["errorType"] == "error-storage-damaged")
            #expect(answer.header("Retry-After") == nil)
            #expect(try await server.send("GET", "me").status == 200)
            #expect(try await server.world.events() == [])
        }
    }
}

extension World {
    /// Makes the engine find a table damaged from now on.
    fileprivate func damage(_ table: String) async throws {
        switch engine {
        case .sqlite:
            // The page of an index, where a table is expected.
            try await store.write { transaction in
                _ = try transaction.rows("PRAGMA writable_schema = ON", [])
                try transaction.run(
                    """
                    UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'users_by_name')
                    WHERE name = $1
                    """, [.text(table)])
                let version = try transaction.number("PRAGMA schema_version")
                _ = try transaction.rows("PRAGMA schema_version = \(version + 1)", [])
            }
        case .postgres:
            try await run(
                """
                CREATE FUNCTION damaged() RETURNS boolean LANGUAGE plpgsql VOLATILE AS
                'BEGIN RAISE EXCEPTION ''invalid page in block 0'' USING ERRCODE = ''XX001''; END'
                """)
            try await run("ALTER TABLE \(table) RENAME TO away")
            try await run("CREATE VIEW \(table) AS SELECT * FROM away WHERE damaged() WITH LOCAL CHECK OPTION")
        }
    }
}
