import MusterModel
import MusterTestSupport

/// One request to a world in the known state, and all that must come of it.
public struct Scenario: Sendable, CustomStringConvertible {
    /// The fact, for the test's name.
    public let fact: String
    let method: String
    let path: String
    let who: Who
    let body: String?
    let status: Int
    let contains: [String]
    let lacks: [String]
    let events: [String]
    /// Numbers of facts in docs/contract, which `scripts/facts` reads: what a test says with a trait.
    public let facts: [String]
    /// Numbers of docs/complaints.md, likewise.
    public let complaints: [String]

    /// A scenario.
    ///
    /// - Parameters:
    ///   - fact: What is shown, in words.
    ///   - request: Method and path, as `POST livechat/units`.
    ///   - who: Who asks.
    ///   - body: The text of the body.
    ///   - status: The status that must come.
    ///   - contains: Texts the answer's body must contain.
    ///   - lacks: Texts it must not contain.
    ///   - events: Kinds of the events that must have been written, in order; none means that nothing changed.
    ///   - facts: The numbers of the facts of the contract that it holds.
    ///   - complaints: The numbers of the complaints that it keeps away.
    public init(
        _ fact: String, _ request: String, as who: Who = .admin, body: String? = nil, status: Int,
        contains: [String] = [], lacks: [String] = [], events: [String] = [],
        holds facts: String..., keepsAway complaints: String...
    ) {
        let parts = request.split(separator: " ", maxSplits: 1)
        self.fact = fact
        method = String(parts[0])
        path = String(parts[1])
        self.who = who
        self.body = body
        self.status = status
        self.contains = contains
        self.lacks = lacks
        self.events = events
        self.facts = facts
        self.complaints = complaints
    }

    /// The fact.
    public var description: String { fact }

    /// Plays it on a fresh server; returns what is not as it must be, nothing when all is well.
    ///
    /// What must change nothing is played on a server that others use too. If something is not as it must be there, it
    /// may be another's doing: only what is so on a fresh one counts.
    public func faults(_ engine: TestEngine, file: String = #fileID) async throws -> [String] {
        if mustChangeNothing {
            let server = try await SharedServers.of(.known, engine)
            if try await Places.worlds.with(file: file, { try await faults(on: server) }) == [] { return [] }
        }
        let found = Findings()
        try await TestServer.run(engine, file: file) { await found.add(try await faults(on: $0)) }
        return await found.all
    }

    /// What is refused, or only read. Refused logins are counted, and a GET may log out too.
    private var mustChangeNothing: Bool {
        events.isEmpty && (method == "GET" || status >= 400) && !["login", "logout"].contains(path)
    }

    private func faults(on server: TestServer) async throws -> [String] {
        var found: [String] = []
        let answer = try await server.send(method, path, as: who, body: body)
        if answer.status != status { found.append("status \(answer.status) instead of \(status): \(answer.text)") }
        for text in contains where !answer.text.contains(text) {
            found.append("the answer lacks \(text): \(answer.text)")
        }
        for text in lacks where answer.text.contains(text) {
            found.append("the answer contains \(text): \(answer.text)")
        }
        let kinds = try await server.world.events().map(\.kind)
        if kinds != events { found.append("events \(kinds) instead of \(events)") }
        return found
    }
}

/// What went wrong, gathered inside a server's task.
private actor Findings {
    private(set) var all: [String] = []

    func add(_ texts: [String]) { all += texts }
}
