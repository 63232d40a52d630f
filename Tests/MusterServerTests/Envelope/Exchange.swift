import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Bodies of refusals, whole: contract 1.8, D2, D11.
enum Refusal {
    static func plain(_ text: String) -> String { JSON.object(["success": false, "error": .string(text)]).text() }

    static func typed(_ reason: String, _ id: String, details: JSON? = nil) -> String {
        var object: JSONObject = [
            "success": false, "error": .string("\(reason) [\(id)]"), "errorType": .string(id),
        ]
        object["details"] = details
        return JSON.object(object).text()
    }

    static func typed(_ reason: String, _ id: String, method: String) -> String {
        typed(reason, id, details: ["method": .string(method)])
    }

    static func schema(_ problem: String) -> String { typed(problem, "invalid-params") }

    static func match(_ problem: String) -> String { plain("Match error: " + problem) }

    static func missing(_ member: String) -> String { schema("must have required property '\(member)'") }

    static let extraMember = schema("must NOT have additional properties")

    static let notLoggedIn =
        #"{"success":false,"error":"You must be logged in to do this.","status":"error","#
        + #""message":"You must be logged in to do this."}"#
    static let forbidden = plain(
        "User does not have the permissions required for this action [error-unauthorized]")
    static let unknownEndpoint =
        #"{"success":false,"error":"API endpoint does not exist","status":"error","#
        + #""message":"API endpoint does not exist"}"#
    /// What every answer to a body that is no JSON starts with; details follow (D10).
    static let malformed =
        #"{"success":false,"error":"Malformed JSON body [error-invalid-json]","errorType":"error-invalid-json","#
        + #""details":{"#
}

/// A request and the whole answer it must get.
struct Exchange: Sendable, CustomTestStringConvertible {
    /// As `POST livechat/units`.
    let request: String
    let who: Who
    let body: String?
    let status: Int
    let answer: String

    init(
        _ request: String, as who: Who = .admin, _ body: String? = nil, status: Int = 400, gives answer: String
    ) {
        self.request = request
        self.who = who
        self.body = body
        self.status = status
        self.answer = answer
    }

    var testDescription: String { "\(request) \(body ?? "")" }
}

extension TestServer {
    /// Sends a request whose answer must be exactly this one.
    @discardableResult
    func expect(_ exchange: Exchange, _ sourceLocation: SourceLocation = #_sourceLocation) async throws -> HTTPAnswer {
        let parts = exchange.request.split(separator: " ", maxSplits: 1).map(String.init)
        let answer = try await send(parts[0], parts[1], as: exchange.who, body: exchange.body)
        let asked = "\(exchange.request) as \(exchange.who) \(exchange.body ?? "")"
        #expect(answer.status == exchange.status, "\(asked): \(answer.text)", sourceLocation: sourceLocation)
        #expect(answer.text == exchange.answer, "\(asked)", sourceLocation: sourceLocation)
        return answer
    }

    /// Sends a body of any bytes.
    func send(
        _ method: String, _ path: String, as who: Who = .admin, bytes: [UInt8], headers: [(String, String)] = []
    ) async throws -> HTTPAnswer {
        let port = self.port
        let all = headersOf(who) + headers
        return try await offThread {
            let connection = try HTTPConnection(port: port)
            defer { connection.close() }
            return try connection.send(method, "/api/v1/" + path, headers: all, body: bytes)
        }
    }

    /// The kinds of the events written so far.
    func eventKinds() async throws -> [String] { try await world.events().map(\.kind) }
}

/// Plays refusals on one server: each must get its answer, and none may change anything.
func expectRefused(
    _ engine: TestEngine, _ exchanges: [Exchange], sourceLocation: SourceLocation = #_sourceLocation,
    after prepare: (@Sendable (World) async throws -> Void)? = nil
) async throws {
    try await TestServer.run(engine, changingNothing: prepare == nil) { server in
        try await prepare?(server.world)
        let before = try await server.snapshot()
        for exchange in exchanges {
            let answer = try await server.expect(exchange, sourceLocation)
            #expect(answer.header("content-type") == "application/json", sourceLocation: sourceLocation)
        }
        #expect(try await server.snapshot() == before, sourceLocation: sourceLocation)
        #expect(try await server.eventKinds() == [], sourceLocation: sourceLocation)
    }
}
