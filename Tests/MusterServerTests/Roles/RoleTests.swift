import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.3: a fact a row.
@Suite("Roles are listed, made, changed, given and taken", .holds("5.3"))
struct RoleTests {
    @Test(arguments: TestEngine.allCases, lists)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("5.3.23", "5.3.34"), arguments: TestEngine.allCases)
    func `the last admin keeps the role, and making one needs its own permission`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("DELETE FROM user_roles WHERE role_id = 'admin' AND user_id <> 'id-admin'")
            let last = #"{"username":"admin","roleId":"admin"}"#
            let refused = try await server.send("POST", "roles.removeUserFromRole", body: last)
            #expect(refused.status == 400)
            #expect(refused.text.contains("You need to have at least one admin [error-admin-required]"))
            try await server.world.grant("access-permissions", to: "user")
            let promotion = #"{"username":"plain","roleId":"admin"}"#
            let selfMade = try await server.send("POST", "roles.addUserToRole", as: .plain, body: promotion)
            #expect(selfMade.text.contains("Assigning admin is not allowed [error-action-not-allowed]"))
            #expect(try await server.send("POST", "roles.addUserToRole", body: promotion).status == 200)
            #expect(try await server.send("POST", "roles.removeUserFromRole", body: last).status == 200)
            #expect(try await server.send("GET", "permissions.listAll").status == 200)
            #expect(try await server.send("POST", "roles.removeUserFromRole", body: promotion).status == 400)
        }
    }

    @Test(.holds("5.1.41", "5.3.46", "D23.1", "D23.2"), .keepsAway("chatwoot#4216"), arguments: TestEngine.allCases)
    func `a role of one's own opens doors, and leaves nothing behind`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.send("POST", "roles.create", body: #"{"name":"shapers"}"#)
            let id = try #require(made.json?.object?["role"]?.object?["_id"]?.string)
            let give = #"{"username":"plain","roleName":"shapers"}"#
            #expect(try await server.send("POST", "roles.addUserToRole", body: give).status == 200)
            #expect(try await server.send("GET", "livechat/units", as: .plain).status == 403)
            let permit = #"{"permissions":[{"_id":"manage-livechat-units","roles":["admin","\#(id)"]}]}"#
            #expect(try await server.send("POST", "permissions.update", body: permit).status == 200)
            #expect(try await server.send("GET", "livechat/units", as: .plain).status == 200)
            #expect(try await server.send("GET", "livechat/units", as: .manager).status == 403)
            let gone = #"{"roleId":"\#(id)"}"#
            let used = try await server.send("POST", "roles.delete", body: gone)
            #expect(used.text.contains("Cannot delete role because it's in use [error-role-in-use]"))
            #expect(try await server.send("POST", "roles.removeUserFromRole", body: give).status == 200)
            #expect(try await server.send("GET", "livechat/units", as: .plain).status == 403)
            #expect(try await server.send("POST", "roles.delete", body: gone).text == #"{"success":true}"#)
            #expect(try await !server.send("GET", "permissions.listAll").text.contains(id))
            let events = Array(try await server.world.events().suffix(2))
            #expect(events.map(\.kind) == ["permission.changed", "role.deleted"], "it can be made again from these")
            #expect(events[0].subjectID == "manage-livechat-units" && events[1].subjectID == id)
            let sync = try await server.fetch("GET", "roles.sync?updatedSince=2020-01-01")
            let removed = sync.found("roles", "remove")?.array
            #expect(removed?.count == 1 && removed?.first?.found("_id") == .string(id))
            #expect(removed?.first?.found("name") == "shapers")
            #expect(removed?.first?.found("_deletedAt")?.string?.hasSuffix("Z") == true)
            let later = try await server.fetch("GET", "roles.sync?updatedSince=2999-01-01")
            #expect(later.found("roles", "remove") == [])
        }
    }

    @Test(.holds("5.3.62"), arguments: TestEngine.allCases)
    func `what a change of a role does not say stays`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.fetch(
                "POST", "roles.create", body: #"{"name":"a","description":"d","mandatory2fa":true}"#)
            let id = try #require(made.found("role", "_id")?.string)
            let renamed = try await server.fetch("POST", "roles.update", body: #"{"roleId":"\#(id)","name":"b"}"#)
            #expect(renamed.found("role", "name") == "b")
            #expect(renamed.found("role", "description") == "d" && renamed.found("role", "mandatory2fa") == true)
            let emptied = try await server.fetch(
                "POST", "roles.update", body: #"{"roleId":"\#(id)","name":"b","description":"","mandatory2fa":false}"#)
            #expect(emptied.found("role", "description") == "" && emptied.found("role", "mandatory2fa") == false)
            let other = try await server.send("POST", "roles.update", body: #"{"roleId":"\#(id)","name":"admin"}"#)
            #expect(other.text.contains("error-duplicate-role-names-not-allowed"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a role that new users get is in use`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "roles.create", body: #"{"name":"a"}"#)
            let id = try #require(made.found("role", "_id")?.string)
            try await server.world.set("Accounts_Registration_Users_Default_Roles", .string("user, \(id)"))
            let refused = try await server.send("POST", "roles.delete", body: #"{"roleId":"\#(id)"}"#)
            #expect(refused.text.contains("Cannot delete role because it's in use [error-role-in-use]"))
            try await server.world.set("Accounts_Registration_Users_Default_Roles", "user")
            #expect(try await server.send("POST", "roles.delete", body: #"{"roleId":"\#(id)"}"#).status == 200)
        }
    }

    @Test(.holds("5.3.34"), arguments: TestEngine.allCases)
    func `the last admin who may log in stays one, though another is shut out`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let shut = #"{"userId":"id-guest","activeStatus":false}"#
            #expect(try await server.send("POST", "users.setActiveStatus", body: shut).status == 200)
            for (route, body, id) in [
                ("roles.removeUserFromRole", #"{"username":"admin","roleId":"admin"}"#, "error-admin-required"),
                ("users.update", #"{"userId":"id-admin","data":{"roles":["user"]}}"#, "error-admin-required"),
                ("users.update", #"{"userId":"id-admin","data":{"active":false}}"#, "error-action-not-allowed"),
                ("users.delete", #"{"userId":"id-admin"}"#, "error-action-not-allowed"),
            ] {
                let refused = try await server.send("POST", route, body: body)
                #expect(refused.status == 400 && refused.text.contains(id), "\(route): \(refused.text)")
            }
            #expect(try await server.eventKinds() == ["user.active-changed"])
            let other = #"{"username":"guest","roleId":"admin"}"#
            #expect(try await server.send("POST", "roles.removeUserFromRole", body: other).status == 200)
        }
    }
}
