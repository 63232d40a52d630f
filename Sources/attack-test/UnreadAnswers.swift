import MusterModel
import MusterTestSupport

/// Many requests at once for a large page, and nobody reads the answers.
struct UnreadAnswers: Attack {
    let line: MuteClient.Line
    let connections: Int
    let requests: Int

    var name: String { "A1 \(line): \(connections) connections, \(requests) requests each, answers unread" }
    var isEncrypted: Bool { line != .plain }
    let megabytesMax = 200.0

    func run(against site: AttackSite) async throws -> (found: String, problems: [String]) {
        let flood = await Flood(connections, port: site.server.port, line: line)
        flood.ask("/docs", times: requests, line: line)
        // A client whose window is full may learn only at its next probe that the server has closed.
        let seconds = Limits.idleSeconds + 60
        guard let ended = await flood.waitForEnd(withinSeconds: Double(seconds)) else {
            return ("", ["\(flood.open) connections are open after \(seconds) s"])
        }
        return ("all ended after \(Int(ended)) s", [])
    }
}

/// As many small requests as the system takes, then the end of the input, so that the server is handed all of them.
struct RequestsAhead: Attack {
    let connections: Int

    var name: String { "A1 ahead: \(connections) connections, 1 MB of small requests each, input closed" }
    let isEncrypted = false
    let megabytesMax = 200.0

    func run(against site: AttackSite) async throws -> (found: String, problems: [String]) {
        let flood = await Flood(connections, port: site.server.port)
        flood.ask("/", times: 28_000, line: .plain)
        flood.finish()
        // A client whose window is full may learn only at its next probe that the server has closed.
        let seconds = Limits.idleSeconds + 60
        guard let ended = await flood.waitForEnd(withinSeconds: Double(seconds)) else {
            return ("", ["\(flood.open) connections are open after \(seconds) s"])
        }
        return ("all ended after \(Int(ended)) s", [])
    }
}
