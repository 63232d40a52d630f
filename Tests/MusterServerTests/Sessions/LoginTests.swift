import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.3 and D32.
@Suite("Logging in")
struct LoginTests {
    private static let digest = Digest.hex(Who.admin.password)

    static let accepted = [
        #"{"user":"admin","password":"password of admin"}"#,
        #"{"user":"ADMIN","password":"password of admin"}"#,
        #"{"user":"admin@example.com","password":"password of admin"}"#,
        #"{"user":{"username":"admin"},"password":"password of admin"}"#,
        #"{"user":{"email":"admin@example.com"},"password":"password of admin"}"#,
        #"{"user":{"id":"id-admin"},"password":"password of admin"}"#,
        #"{"username":"admin","password":"password of admin"}"#,
        #"{"email":"admin@example.com","password":"password of admin"}"#,
        #"{"user":"admin","password":{"digest":"\#(digest)","algorithm":"sha-256"}}"#,
        #"{"resume":"token-of-admin"}"#,
    ]

    static let refused = [
        "{}", #"{"user":"admin"}"#, #"{"user":"admin","password":"wrong"}"#, #"{"user":"admin","password":""}"#,
        #"{"user":"admin","password":null}"#, #"{"user":"nobody at all","password":"x"}"#,
        #"{"user":"inactive","password":"x"}"#, #"{"user":"agent","password":"x"}"#, #"{"resume":"dead"}"#,
        #"{"user":{"username":"admin","id":"x"},"password":"password of admin"}"#,
        #"{"user":"admin","password":"password of admin","more":1}"#, #"{"user":5,"password":"x"}"#,
        #"{"user":"admin","password":{"digest":"\#(digest)"}}"#,
    ]

    @Test(arguments: TestEngine.allCases, accepted)
    func `every form of the contract logs in, without a hash in the answer`(_ engine: TestEngine, _ body: String)
        async throws
    {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("POST", "login", as: .nobody, body: body)
            let data = answer.json?.object?["data"]?.object
            #expect(answer.status == 200)
            #expect(answer.json?.object?["success"] == nil)
            #expect(data?["userId"] == "id-admin")
            #expect(!answer.text.contains("$2b$"))
            let token = data?["authToken"]?.string ?? ""
            let me = try await server.send(
                "GET", "me", as: .nobody, headers: [("X-User-Id", "id-admin"), ("X-Auth-Token", token)])
            #expect(me.status == 200)
            #expect(
                try await server.world.number("SELECT count(*) FROM login_tokens WHERE hashed_token = $1", token) == 0)
        }
    }

    @Test(arguments: TestEngine.allCases, refused)
    func `every failure is the same 401`(_ engine: TestEngine, _ body: String) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("POST", "login", as: .nobody, body: body)
            #expect(answer.status == 401)
            #expect(
                answer.text
                    == #"{"success":false,"status":"error","error":"Unauthorized","message":"Unauthorized"}"#)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after ten failures the right password is refused too`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for _ in 0..<10 {
                let wrong = try await server.send(
                    "POST", "login", as: .nobody, body: #"{"user":"plain","password":"wrong"}"#)
                #expect(wrong.text.contains("Unauthorized"))
            }
            let right = #"{"user":"plain","password":"password of plain"}"#
            let blocked = try await server.send("POST", "login", as: .nobody, body: right)
            #expect(blocked.status == 401)
            #expect(
                blocked.text.contains(
                    #""error":"error-login-blocked-for-user","message":"Login has been temporarily blocked For User""#))
            #expect(Int(blocked.header("Retry-After") ?? "").map { (1...300).contains($0) } == true)
            try await server.world.set("Block_Multiple_Failed_Logins_Enabled", false)
            let free = try await server.send("POST", "login", as: .nobody, body: right)
            #expect(free.status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases, ["GET", "POST"])
    func `logout ends exactly the presented token`(_ engine: TestEngine, _ method: String) async throws {
        try await TestServer.run(engine) { server in
            let login = try await server.send(
                "POST", "login", as: .nobody, body: #"{"user":"plain","password":"password of plain"}"#)
            let token = login.json?.object?["data"]?.object?["authToken"]?.string ?? ""
            let answer = try await server.send(method, "logout", as: .plain)
            #expect(answer.text == #"{"status":"success","data":{"message":"You've been logged out!"}}"#)
            let old = try await server.send("GET", "me", as: .plain)
            #expect(old.status == 401)
            let other = try await server.send(
                "GET", "me", as: .nobody, headers: [("X-User-Id", "id-plain"), ("X-Auth-Token", token)])
            #expect(other.status == 200)
        }
    }
}
