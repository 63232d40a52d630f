import Foundation
import MusterTestSupport
import Testing

/// `--drain-seconds`: a balancer is told before anything stops.
@Suite("A server behind a balancer stops without a refused request", .programs)
struct DrainTests {
    @Test func `it is not ready at once, serves on for that time, and then ends`() throws {
        let installation = try Installation()
        let server = try installation.serve("--drain-seconds", "3")
        let headers = try installation.headers()
        let early = try HTTPConnection(port: server.port)
        #expect(try early.send("GET", "/health/ready").status == 200)
        let signalled = Date()
        server.signal(SIGTERM)
        try waitUntil("it says that it stops") { try server.send("GET", "/health/ready").status == 503 }
        let refusal = try server.send("GET", "/health/ready")
        #expect(refusal.text.contains("The server is stopping [error-server-stopping]"), "\(refusal.text)")
        #expect(refusal.headers.contains { $0.name.lowercased() == "retry-after" })
        #expect(try server.makeUnit("late", headers) != nil, "others are served on, on new connections too")
        let answer = try early.send("GET", "/health/live")
        #expect(answer.status == 200)
        #expect(answer.headers.contains { $0.name.lowercased() == "connection" && $0.value == "close" })
        #expect(server.waitForExit() == 0)
        #expect(Date().timeIntervalSince(signalled) >= 3)
    }

    @Test(arguments: ["-1", "301", "x", "1.5"])
    func `a time that cannot be is refused`(_ seconds: String) throws {
        let result = try Installation().command("serve", "--port", "0", "--drain-seconds=" + seconds)
        #expect(result.status == 64)
        #expect(result.error.contains("drain"), "\(result.error)")
    }
}
