import Facts
import MusterModel
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2, D25: what a change of a user tells the event log, and what it may not pass by.
@Suite("A change of a user is told member by member", .holds("5.1", "5.2"))
struct UpdateUserEventTests {
    @Test(arguments: TestEngine.allCases)
    func `the event has the members that differ, before and after`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let data = #"{"bio":"b","email":"new@example.com","customFields":{"a":1},"name":"Name of plain"}"#
            let body = #"{"userId":"id-plain","data":\#(data)}"#
            for _ in 0..<2 { _ = try await server.fetch("POST", "users.update", body: body) }
            #expect(
                try await server.world.events() == [
                    Event(
                        "user.updated", "id-plain",
                        before: ["emails": [["address": "plain@example.com", "verified": true]]],
                        after: [
                            "emails": [["address": "new@example.com", "verified": false]], "bio": "b",
                            "customFields": ["a": 1],
                        ])
                ], "what is so already is no change")
        }
    }

    @Test(.holds("D21.3"), arguments: TestEngine.allCases)
    func `a password that was changed meanwhile proves nothing`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let proven = try #require(try await world.store.passwordHash(of: world.caller(.plain)))
        try await world.store.setPassword("by an administrator", ofUser: "plain", by: world.admin)
        var password = UserChange()
        password.passwordHash = "by a thief"
        var address = UserChange()
        address.email = "thief@example.com"
        for change in [password, address] {
            for proof in [proven, nil] {
                var change = change
                change.provenHash = proof
                await #expect(throws: StoreRefusal.user(.wrongPresentPassword)) {
                    try await world.store.updateOwnInfo(change, by: world.caller(.plain))
                }
            }
        }
        #expect(try await world.store.passwordHash(of: world.caller(.plain)) == "by an administrator")
        #expect(try await world.events().map(\.kind) == ["user.password-changed"])
    }

    @Test(.holds("5.2.111"), arguments: TestEngine.allCases)
    func `words of a status have 120 code points, however they look`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            // One character to look at.
            let words = "e" + String(repeating: "\u{301}", count: 500)
            for (route, body) in [
                ("users.setStatus", #"{"message":"\#(words)"}"#),
                ("users.updateOwnBasicInfo", #"{"data":{"statusText":"\#(words)"}}"#),
            ] {
                _ = try await server.fetch("POST", route, as: .plain, body: body)
                let text = try await server.fetch("GET", "me", as: .plain).found("statusText")?.string
                #expect(text?.unicodeScalars.count == 120, "\(route)")
            }
        }
    }

    @Test(.holds("5.2.110", "5.5.44"), arguments: TestEngine.allCases)
    func `nobody becomes invisible where that is not allowed`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_AllowInvisibleStatusOption", false)
            for (route, body) in [
                ("users.setStatus", #"{"status":"offline"}"#),
                ("users.updateOwnBasicInfo", #"{"data":{"statusType":"offline"}}"#),
            ] {
                let answer = try await server.send("POST", route, as: .plain, body: body)
                #expect(answer.text.contains("Invisible status is disabled [error-status-not-allowed]"), "\(route)")
            }
            #expect(try await server.eventKinds() == [])
        }
    }
}
