import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Two servers on one database: what one does, the other's next answer shows (D23).
@Suite("Servers beside each other are of one mind")
struct SeveralServersTests {
    @Test(
        .holds("D23.1", "D23.2", "D23.3", "D23.4", "D23.5", "D23.6"), .keepsAway("terraform-provider-genesyscloud#733"))
    func `every change through one server holds for the next request on the other`() async throws {
        // One process serves a file, so this is for the engine that has no file.
        try await TestServer.run(.postgres) { first in
            try await TestServer.run(on: first.world) { second in
                try await units(first, second)
                try await people(first, second)
                try await permissions(first, second)
            }
        }
    }

    private func units(_ first: TestServer, _ second: TestServer) async throws {
        let body = #"{"unitData":{"name":"New","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#
        let made = try await first.send("POST", "livechat/units", body: body)
        let id = try #require(made.json?.object?["_id"]?.string)
        for number in 0..<20 {
            let renamed = body.replacing("New", with: "New \(number)")
            #expect(try await second.send("POST", "livechat/units/\(id)", body: renamed).status == 200)
            let seen = try await first.send("GET", "livechat/units/\(id)")
            #expect(seen.json?.object?["name"] == .string("New \(number)"))
        }
        #expect(try await first.send("DELETE", "livechat/units/\(id)").status == 200)
        #expect(try await second.send("GET", "livechat/units/\(id)").text == "null")
        // Membership: a monitor sees the unit they were just given.
        let monitor = Who.monitorB
        let claim = """
            {"unitData":{"name":"Alpha","visibility":"public"},"unitDepartments":[{"departmentId":"dep-1"}],
            "unitMonitors":[{"monitorId":"\(monitor.id)","username":"\(monitor.username)"}]}
            """
        #expect(try await first.send("POST", "livechat/units/unit-a", body: claim).status == 200)
        #expect(try await second.send("GET", "livechat/units/unit-a", as: monitor).text.contains("Alpha"))
        #expect(try await second.send("GET", "livechat/units/unit-a", as: .monitorA).text == "null")
    }

    private func people(_ first: TestServer, _ second: TestServer) async throws {
        let login = try await first.send(
            "POST", "login", as: .nobody,
            body: #"{"user":"\#(Who.plain.username)","password":"\#(Who.plain.password)"}"#)
        let token = try #require(login.json?.object?["data"]?.object?["authToken"]?.string)
        let headers = [("X-User-Id", Who.plain.id), ("X-Auth-Token", token)]
        #expect(try await second.send("GET", "me", as: .nobody, headers: headers).status == 200)
        #expect(try await second.send("POST", "logout", as: .nobody, headers: headers).status == 200)
        #expect(try await first.send("GET", "me", as: .nobody, headers: headers).status == 401)
        let plain = #"{"username":"\#(Who.plain.username)"}"#
        #expect(try await first.send("POST", "livechat/monitors.create", body: plain).status == 200)
        #expect(try await second.send("GET", "livechat/units", as: .plain).status == 200, "a role given")
        #expect(try await second.send("POST", "livechat/monitors.delete", body: plain).status == 200)
        #expect(try await first.send("GET", "livechat/units", as: .plain).status == 403, "a role taken")
        let off = #"{"userId":"\#(Who.plain.id)","activeStatus":false}"#
        #expect(try await second.send("POST", "users.setActiveStatus", body: off).status == 200)
        #expect(try await first.send("GET", "me", as: .plain).status == 401)
    }

    private func permissions(_ first: TestServer, _ second: TestServer) async throws {
        for _ in 0..<5 {
            try await first.world.revoke("manage-livechat-units", from: "admin")
            for server in [first, second] { #expect(try await server.send("GET", "livechat/units").status == 403) }
            try await first.world.grant("manage-livechat-units", to: "admin")
            for server in [first, second] { #expect(try await server.send("GET", "livechat/units").status == 200) }
        }
        let preflight = [("Origin", "https://example.com"), ("Access-Control-Request-Method", "GET")]
        for isOn in [true, false, true] {
            try await first.world.set("API_Enable_CORS", .bool(isOn))
            for server in [first, second] {
                let answer = try await server.send("OPTIONS", "me", as: .nobody, headers: preflight)
                #expect((answer.status == 200) == isOn)
            }
        }
    }
}
