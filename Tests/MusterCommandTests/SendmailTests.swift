import MusterTestSupport
import Testing

/// `--sendmail` (D87).
@Suite("Mail is sent by the program that the operator names", .programs)
struct SendmailTests {
    private func answer(_ server: ServerProcess) throws -> String {
        defer { _ = server.terminate() }
        return try server.send("POST", "users.forgotPassword", body: #"{"email":"nobody@example.com"}"#).text
    }

    @Test func `by a flag, by the environment, or by none`() throws {
        let installation = try Installation()
        #expect(try answer(installation.serve("--sendmail", "/bin/true")) == #"{"success":true}"#)
        #expect(try answer(installation.serve(environment: ["MUSTER_SENDMAIL": "/bin/true"])) == #"{"success":true}"#)
        #expect(try answer(installation.serve(environment: [:])).contains("[error-mail-is-off]"))
        let relative = try installation.command("serve", "--sendmail", "true")
        #expect(relative.status == 64)
        #expect(relative.error.contains("sendmail must be the whole path of a program, not true"))
    }
}
