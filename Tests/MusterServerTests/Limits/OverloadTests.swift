import Dispatch
import Foundation
import MusterModel
@testable import MusterServer
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Synchronization
import Testing

/// More requests than can be served (D96), with few places so that few requests fill them.
@Suite("What cannot be served is refused at once, and all is served again afterwards")
struct OverloadTests {
    private static let refusal =
        #"{"success":false,"error":"Too many requests at once [error-server-overloaded]","#
        + #""errorType":"error-server-overloaded"}"#

    @Test(arguments: TestEngine.allCases)
    func `when all places are taken and the line is full, the next write gets 503, and reads go on`(
        _ engine: TestEngine
    ) async throws {
        let world = try await World(engine)
        let figures = FiguresPage()
        try await TestServer.run(
            on: world,
            configure: { options in
                options.writingRequestsMax = 2
                options.waitingRequestsMax = 2
                options.waitMilliseconds = 600_000
                options.metrics = figures.options
            },
            { server in
                let held = HeldUnits(world)
                let create = server.head("POST livechat/units", "Content-Length: \(unitBody("n").utf8.count)")
                let port = server.port
                let writers = try await offThread {
                    held.isHeld.wait()
                    let writers = try (0..<4).map { _ in try HTTPConnection(port: port) }
                    for writer in writers { try writer.write(create + Array(unitBody("n").utf8)) }
                    try waitUntil("two are at work, two wait") {
                        let text = try figures.text()
                        return text.contains("\nmuster_requests_at_work{lane=\"write\"} 2\n")
                            && text.contains("\nmuster_requests_waiting{lane=\"write\"} 2\n")
                    }
                    return Kept(writers)
                }
                for _ in 0..<3 {
                    let refused = try await server.send("POST", "livechat/units", body: unitBody("n"))
                    #expect(refused.status == 503 && refused.header("Retry-After") == "1")
                    #expect(refused.text == Self.refusal)
                    #expect(try await server.send("GET", "livechat/units").status == 200)
                    #expect(try await server.send("GET", "/health/ready").status == 200)
                }
                held.letGo()
                let statuses = try await offThread { try writers.take().map { try $0.readAnswer().status } }
                #expect(statuses == [200, 200, 200, 200])
                #expect(try await server.send("POST", "livechat/units", body: unitBody("n")).status == 200)
                let list = try await server.send("GET", "livechat/units?count=0")
                #expect(list.json?.found("total") == 7, "nothing that was refused was done: \(list.text)")
                try await held.end()
            })
    }

    @Test(arguments: TestEngine.allCases)
    func `a write that has waited for its place for long enough gets 503 while the others go on`(
        _ engine: TestEngine
    ) async throws {
        let world = try await World(engine)
        try await TestServer.run(
            on: world,
            configure: { options in
                options.writingRequestsMax = 1
                options.waitMilliseconds = 50
            },
            { server in
                let held = HeldUnits(world)
                let port = server.port
                let create = server.head("POST livechat/units", "Content-Length: \(unitBody("n").utf8.count)")
                let first = try await offThread {
                    held.isHeld.wait()
                    let first = try HTTPConnection(port: port)
                    try first.write(create + Array(unitBody("n").utf8))
                    return Kept([first])
                }
                // Until the first has its place, one of these may take it; of two at once one waits in vain.
                let answers = try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
                    for _ in 0..<2 {
                        group.addTask { try await server.send("POST", "livechat/units", body: unitBody("n")) }
                    }
                    let one = try #require(try await group.next())
                    held.letGo()
                    return [one] + (try await group.reduce(into: []) { $0.append($1) })
                }
                #expect(answers[0].status == 503 && answers[0].text == Self.refusal)
                _ = try await offThread { try first.take().map { try $0.readAnswer().status } }
                #expect(try await server.send("POST", "livechat/units", body: unitBody("n")).status == 200)
                try await held.end()
            })
    }

    @Test func `the server's health is told without a place`() async throws {
        try await TestServer.run(
            on: World(.sqlite),
            configure: { options in
                options.readingRequestsMax = 0
                options.writingRequestsMax = 0
                options.waitingRequestsMax = 0
            },
            { server in
                for (method, path) in [("GET", "me"), ("POST", "login"), ("OPTIONS", "me"), ("GET", "/nowhere")] {
                    let refused = try await server.send(method, path)
                    #expect(refused.status == 503 && refused.header("Retry-After") == "1", "\(method) \(path)")
                }
                #expect(try await server.send("GET", "/health/live").status == 200)
                #expect(try await server.send("GET", "/health/ready").status == 200)
            })
    }

    @Test(arguments: TestEngine.allCases)
    func `a body that comes slowly keeps no place from others`(_ engine: TestEngine) async throws {
        try await TestServer.run(
            on: World(engine),
            configure: { options in
                options.writingRequestsMax = 1
                options.waitingRequestsMax = 0
                options.waitMilliseconds = 60_000
            },
            { server in
                let body = Array(#"{"user":"nobody","password":"wrong"}"#.utf8)
                let head = server.head(
                    "POST login", as: .nobody, "Content-Length: \(body.count)", "Expect: 100-continue")
                let port = server.port
                let create = server.head("POST livechat/units", "Content-Length: \(unitBody("n").utf8.count)")
                let status = try await offThread {
                    let slow = try HTTPConnection(port: port)
                    try slow.write(head)
                    // The one place is its own until its body is waited for.
                    #expect(try slow.readLines(2).first == "HTTP/1.1 100 Continue")
                    try waitUntil("others get the place") {
                        let other = try HTTPConnection(port: port)
                        defer { other.close() }
                        try other.write(create + Array(unitBody("n").utf8))
                        return try other.readAnswer().status == 200
                    }
                    try slow.write(body)
                    return try slow.readAnswer().status
                }
                #expect(status == 401)
            })
    }
}

/// Keeps everybody from writing units until it is told to let go.
private final class HeldUnits: Sendable {
    let isHeld = DispatchSemaphore(value: 0)
    private let mayEnd = DispatchSemaphore(value: 0)
    private let transaction: Task<Void, any Error>

    init(_ world: World) {
        let (isHeld, mayEnd) = (isHeld, mayEnd)
        transaction = Task {
            // One file has one writer; a database server has as many as do not touch the same.
            let locksTable = world.engine == .postgres
            try await world.store.write { transaction in
                if locksTable { try transaction.run("LOCK TABLE units IN EXCLUSIVE MODE", []) }
                isHeld.signal()
                mayEnd.wait()
                // For a second run of the same transaction.
                mayEnd.signal()
            }
        }
    }

    func letGo() { mayEnd.signal() }

    func end() async throws { try await transaction.value }
}

/// The figures of a server under test.
private final class FiguresPage: Sendable {
    private let port = Mutex<Int?>(nil)

    var options: MetricsOptions {
        var options = MetricsOptions(port: 0)
        options.onListening = { [self] port in self.port.withLock { $0 = port } }
        return options
    }

    func text() throws -> String {
        guard let port = port.withLock({ $0 }) else { return "" }
        let connection = try HTTPConnection(port: port)
        defer { connection.close() }
        return try connection.send("GET", "/metrics").text
    }
}

/// Looks again and again until something is so.
private func waitUntil(_ what: String, _ condition: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try !condition() {
        guard .now < deadline else { throw ProcessFailure("never seen: \(what)") }
        Thread.sleep(forTimeInterval: 0.01)
    }
}
