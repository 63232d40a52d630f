import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.3: a fact a row.
@Suite("Roles are listed, made, changed, given and taken", .holds("5.3"))
struct RoleTests {
    static let changes: [Scenario] = [
        Scenario(
            "a role is made", "POST roles.create", body: #"{"name":"night","description":"Night shift"}"#, status: 200,
            contains: [
                #"{"role":{"_id":""#,
                #""scope":"Users","description":"Night shift","mandatory2fa":false,"name":"night","protected":false"#,
            ], events: ["role.created"], holds: "5.1.42", "5.3.52", "5.3.56"),
        Scenario(
            "a name is needed", "POST roles.create", body: "{}", status: 400,
            contains: ["must have required property 'name' [error-invalid-role-properties]"], holds: "5.3.47"),
        Scenario(
            "other members are refused", "POST roles.create", body: #"{"name":"x","x":1}"#, status: 400,
            contains: ["must NOT have additional properties [error-invalid-role-properties]"], holds: "5.3.4"),
        Scenario(
            "a name is unique", "POST roles.create", body: #"{"name":"admin"}"#, status: 400,
            contains: ["Role name already exists [error-duplicate-role-names-not-allowed]"], holds: "5.3.55"),
        Scenario(
            "only who may change roles makes them", "POST roles.create", as: .plain, body: #"{"name":"x"}"#,
            status: 400, contains: ["Accessing permissions is not allowed [error-action-not-allowed]"], holds: "1.9.11",
            "5.1.34"),
        Scenario(
            "a default role gets a description", "POST roles.update",
            body: #"{"roleId":"user","name":"user","description":"Everybody"}"#, status: 200,
            contains: [#""description":"Everybody""#], events: ["role.updated"], holds: "5.3.63"),
        Scenario(
            "but no other name", "POST roles.update", body: #"{"roleId":"user","name":"people"}"#, status: 400,
            contains: ["Role is protected [error-role-protected]"], holds: "5.3.60"),
        Scenario(
            "nor scope", "POST roles.update", body: #"{"roleId":"owner","name":"owner"}"#, status: 400,
            contains: ["Role is protected [error-role-protected]"], holds: "5.3.61"),
        Scenario(
            "an unknown role is not changed", "POST roles.update", body: #"{"roleId":"none","name":"x"}"#, status: 400,
            contains: ["This role does not exist [error-invalid-roleId]"], holds: "5.3.59"),
        Scenario(
            "a default role is not deleted", "POST roles.delete", body: #"{"roleId":"bot"}"#, status: 400,
            contains: ["Cannot delete a protected role [error-role-protected]"], holds: "5.3.45"),
        Scenario(
            "nor an unknown one", "POST roles.delete", body: #"{"roleId":"none"}"#, status: 400,
            contains: ["This role does not exist [error-invalid-roleId]"], holds: "5.3.44"),
        Scenario(
            "nor none", "POST roles.delete", body: "{}", status: 400,
            contains: ["The role properties are invalid. [error-invalid-role-properties]"], holds: "5.3.43"),
    ]

    static let holders: [Scenario] = [
        Scenario(
            "a user must be named", "POST roles.addUserToRole", body: #"{"username":"","roleId":"bot"}"#, status: 400,
            contains: [#""username\" param was not provided [error-user-param-not-provided]"#], holds: "5.3.14"),
        Scenario(
            "a user gets a role", "POST roles.addUserToRole", body: #"{"username":"plain","roleId":"livechat-agent"}"#,
            status: 200, contains: [#"{"role":{"_id":"livechat-agent""#], events: ["user.roles-changed"],
            holds: "5.1.42", "5.3.26"),
        Scenario(
            "by its name, too", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleName":"livechat-manager"}"#,
            status: 200, events: ["user.roles-changed"], holds: "5.3.26"),
        Scenario(
            "a user name is needed", "POST roles.addUserToRole", body: "{}", status: 400,
            contains: ["must have required property 'username' [error-invalid-role-properties]"], holds: "5.3.12"),
        Scenario(
            "an unknown user gets none", "POST roles.addUserToRole", body: #"{"username":"none","roleId":"bot"}"#,
            status: 400, contains: ["does not match any users [error-invalid-user]"], holds: "5.3.15"),
        Scenario(
            "a role is needed", "POST roles.addUserToRole", body: #"{"username":"plain"}"#, status: 400,
            contains: [#"{"success":false,"error":"error-invalid-role-properties"}"#], holds: "5.3.17"),
        Scenario(
            "an unknown role is named the wrong way round", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleId":"none"}"#, status: 400,
            contains: [#"{"success":false,"error":"error-role-not-found","errorType":"Role not found"}"#],
            holds: "5.3.18", "8.0.13"),
        Scenario(
            "nobody gets a role twice", "POST roles.addUserToRole", body: #"{"username":"plain","roleId":"user"}"#,
            status: 400, contains: ["User already in role [error-user-already-in-role]"], holds: "5.3.20"),
        Scenario(
            "only then it is asked who may", "POST roles.addUserToRole", as: .plain,
            body: #"{"username":"plain","roleId":"admin"}"#, status: 400,
            contains: ["Accessing permissions is not allowed [error-action-not-allowed]"], holds: "5.1.34", "5.3.21"),
        Scenario(
            "nobody is part of a room", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleId":"owner","roomId":"GENERAL"}"#, status: 400,
            contains: ["User is not part of given room [error-invalid-user]"], holds: "5.3.25"),
        Scenario(
            "a role is taken", "POST roles.removeUserFromRole",
            body: #"{"username":"monitorA","roleName":"livechat-monitor"}"#, status: 200,
            contains: [#"{"role":{"_id":"livechat-monitor""#], events: ["user.roles-changed", "unit.monitors-changed"],
            holds: "5.3.35"),
        Scenario(
            "from somebody", "POST roles.removeUserFromRole", body: #"{"username":"none","roleId":"user"}"#,
            status: 400,
            contains: ["There is no user with this username [error-invalid-user]"], holds: "5.3.31"),
        Scenario(
            "who has it", "POST roles.removeUserFromRole", body: #"{"username":"plain","roleId":"bot"}"#, status: 400,
            contains: ["User is not in this role [error-user-not-in-role]"], holds: "5.3.33"),
        Scenario(
            "if it exists", "POST roles.removeUserFromRole", body: #"{"username":"plain","roleId":"none"}"#,
            status: 400,
            contains: ["This role does not exist [error-invalid-roleId]"], holds: "5.3.32"),
        Scenario(
            "and is named", "POST roles.removeUserFromRole", body: #"{"username":"plain"}"#, status: 400,
            contains: ["The role properties are invalid. [error-invalid-role-properties]"], holds: "5.3.28"),
    ]

    @Test(arguments: TestEngine.allCases, lists + changes + holders)
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
