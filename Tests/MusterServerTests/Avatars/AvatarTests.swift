import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `users.getAvatar`, `users.setAvatar`, `users.resetAvatar`, `GET /avatar/:username` (D84).
@Suite("Everybody has an image: the one they uploaded, or their initials")
struct AvatarTests {
    /// A GIF of one dot.
    static let dot = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    static let set = #"{"avatarUrl":"data:image/gif;base64,\#(dot)"}"#

    static func set(_ more: String) -> String {
        #"{"avatarUrl":"data:image/gif;base64,\#(dot)",\#(more)}"#
    }

    static let invalidURL = "error-avatar-invalid-url"
    static let notAllowed = Refusal.typed("Not allowed", "error-not-allowed", method: "users.setAvatar")

    @Test(arguments: TestEngine.allCases)
    func `an image is served until it is reset, and every answer about its user says so`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.send("GET", "/avatar/plain", as: .nobody)
            #expect(before.header("content-type") == "image/svg+xml")
            _ = try await server.fetch("POST", "users.setAvatar", as: .plain, body: Self.set)
            let image = try await server.send("GET", "/avatar/PLAIN", as: .nobody)
            #expect(image.status == 200 && image.body == AvatarFormTests.dot)
            #expect(image.header("content-type") == "image/gif")
            let tag = try #require(image.header("etag"))
            #expect(tag == "\"\(Digest.hex(of: AvatarFormTests.dot))\"")
            let shown: JSON = .string(String(tag.dropFirst().dropLast()))
            #expect(try await server.fetch("GET", "me", as: .plain).found("avatarETag") == shown)
            #expect(try await server.fetch("GET", "me", as: .plain).found("avatarOrigin") == "rest")
            let info = try await server.fetch("GET", "users.info?username=plain", as: .agent)
            #expect(info.found("user", "avatarETag") == shown)
            let list = try await server.fetch("GET", "users.list?count=0")
            #expect(list.found("users")?.array?.compactMap { $0.found("avatarETag") } == [shown])
            _ = try await server.fetch("POST", "users.resetAvatar", body: #"{"userId":"id-plain"}"#)
            #expect(try await server.send("GET", "/avatar/plain", as: .nobody).body == before.body)
            #expect(try await server.fetch("GET", "me", as: .plain).found("avatarETag") == nil)
            #expect(try await server.eventKinds() == ["user.avatar-changed", "user.avatar-changed"])
            let events = try await server.world.events()
            #expect(!"\(events)".contains(Self.dot))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an image runs and loads nothing, and is sent once`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "users.setAvatar", as: .plain, body: Self.set)
            for name in ["plain", "agent", "%3Cscript%3E", "nobody%22onload=%22x"] {
                let image = try await server.send("GET", "/avatar/\(name)", as: .nobody)
                #expect(image.status == 200)
                #expect(image.header("x-content-type-options") == "nosniff")
                #expect(image.header("content-security-policy") == "default-src 'none'; sandbox")
                #expect(image.header("cache-control") == "no-cache")
                #expect(!image.text.contains("script") && !image.text.contains("onload"), "\(name)")
                let tag = try #require(image.header("etag"))
                for value in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                    let again = try await server.send(
                        "GET", "/avatar/\(name)", as: .nobody, headers: [("If-None-Match", value)])
                    #expect(again.status == 304 && again.body == [] && again.header("etag") == tag, "\(value)")
                }
                let other = try await server.send(
                    "GET", "/avatar/\(name)", as: .nobody, headers: [("If-None-Match", "\"x\"")])
                #expect(other.status == 200 && other.body == image.body)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a name nobody has is answered like any other`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for name in ["nobody", "%00", "%FF", "a%2Fb", String(repeating: "x", count: 3000)] {
                let image = try await server.send("GET", "/avatar/\(name)", as: .nobody)
                #expect(image.status == 200 && image.header("content-type") == "image/svg+xml", "\(name)")
            }
            #expect(try await server.send("GET", "/avatar/john.doe", as: .nobody).text.contains(">JD</text>"))
            #expect(try await server.send("HEAD", "/avatar/john.doe", as: .nobody).status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `with the setting off only who may change others' images changes any`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_AllowUserAvatarChange", false)
            for (route, verb, body) in [
                ("users.setAvatar", "Change", Self.set), ("users.resetAvatar", "Reset", #"{"userId":"id-plain"}"#),
            ] {
                try await server.expect(
                    Exchange(
                        "POST \(route)", as: .plain, body,
                        gives: Refusal.typed("\(verb) avatar is not allowed", "error-not-allowed", method: route)))
                #expect(try await server.send("POST", route, body: body).status == 200)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the link is the one that me announces`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("Site_Url", "https://chat.example.com/")
            let answer = try await server.send("GET", "users.getAvatar?user=agent", as: .plain)
            #expect(answer.header("location") == "https://chat.example.com/avatar/agent")
            #expect(answer.text == #""https://chat.example.com/avatar/agent""#)
            let me = try await server.fetch("GET", "me", as: .agent)
            #expect(me.found("avatarUrl") == "https://chat.example.com/avatar/agent")
        }
    }
}
