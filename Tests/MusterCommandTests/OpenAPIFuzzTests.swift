import Facts
import MusterTestSupport
import Testing

/// Schemathesis makes requests from the OpenAPI document and holds every answer against it.
@Suite("No answer stands outside the OpenAPI document", .holds("1.11"), .longPrograms, .serialized)
struct OpenAPIFuzzTests {
    private static let checks =
        "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    /// Time for one run; what was not asked by then is asked another day, for the seed differs.
    private static let seconds = WholeProofs.orElse(40, short: 8)

    @Test(.keepsAway("RocketChat/Rocket.Chat-Open-API#211"), arguments: ["admin", "plain"])
    func `whatever is sent, the answer is a documented one and no 500`(_ user: String) async throws {
        let installation = try Installation()
        let server = try installation.serve()
        let admin = try installation.headers()
        try Self.prepare(server, admin)
        let headers = try installation.headers(of: user).flatMap { ["--header", "\($0.0): \($0.1)"] }
        let result = try await run(
            "/usr/bin/env",
            [
                "-C", installation.folder.path, try pythonProgram("schemathesis"), "run",
                "http://127.0.0.1:\(server.port)/api/muster/v1/openapi.json", "--checks", Self.checks,
                "--max-time", "\(Self.seconds)", "--request-timeout", "60", "--phases", "examples,coverage,fuzzing",
                "--no-color",
                // These end the very session that asks.
                "--exclude-path-regex", "logout|removeOtherTokens",
            ] + headers, timeoutSeconds: 300)
        #expect(result.status == 0, "\(result.output) \(result.error)")
        #expect(result.output.contains("generated"), "\(result.output)")
        #expect(try server.isLoggedIn(admin))
        let doctor = try installation.command("doctor")
        #expect(doctor.status == 0, "\(doctor.output)")
    }

    /// A plain user, and no limit of calls.
    private static func prepare(_ server: ServerProcess, _ admin: [(String, String)]) throws {
        let user =
            #"{"username":"plain","name":"Plain","email":"plain@example.com","password":"a long password"}"#
        try #require(server.send("POST", "users.create", admin, body: user).status == 200)
        let limiter = try server.send(
            "POST", "settings/API_Enable_Rate_Limiter", admin, body: #"{"value":false}"#)
        try #require(limiter.status == 200)
    }
}
