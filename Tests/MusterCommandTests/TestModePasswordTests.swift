import Facts
import MusterModel
import MusterTestSupport
import Testing

/// Contract 5.2 (updateOwnBasicInfo), 1.17, D19.
@Suite("The present password is asked for in test mode too", .programs)
struct TestModePasswordTests {
    private static let admin = "rocketchat.internal.admin.test"

    @Test(.holds("5.2.74")) func `a new address or password needs it`() throws {
        let installation = try Installation()
        let server = try installation.serve(environment: ["TEST_MODE": "true"])
        let login = try server.logIn(Self.admin, Self.admin)
        let token = try #require(login.json?.object?["data"]?.object?["authToken"]?.string)
        let headers = [("X-User-Id", Self.admin), ("X-Auth-Token", token)]
        func change(_ data: String) throws -> HTTPAnswer {
            try server.send("POST", "users.updateOwnBasicInfo", headers, body: #"{"data":{\#(data)}}"#)
        }
        // The address first: a new password ends the session.
        for data in [#""email":"new@example.com""#, #""newPassword":"another""#] {
            #expect(try change(data).json?.object?["errorType"] == "totp-required", "\(data)")
            let wrong = try change(data + #","currentPassword":"wrong""#)
            #expect(wrong.json?.object?["errorType"] == "totp-invalid", "\(data)")
            let proof = Digest.hex(Self.admin)
            #expect(try change(data + #","currentPassword":"\#(proof)""#).status == 200, "\(data)")
        }
    }
}
