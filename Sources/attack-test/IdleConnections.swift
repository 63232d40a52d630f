import MusterModel
import MusterTestSupport

/// More connections than the server has, and no request on any.
struct IdleConnections: Attack {
    let sources: Int
    let count: Int

    var name: String { "A2: \(count) idle connections from \(sources == 1 ? "one address" : "\(sources) addresses")" }
    let isEncrypted = false
    let megabytesMax = 400.0

    func run(against site: AttackSite) async throws -> (found: String, problems: [String]) {
        let port = site.server.port
        let floods = await withTaskGroup(of: Flood.self) { group in
            for source in 0..<sources {
                group.addTask { await Flood(count / sources, port: port, from: "127.0.1.\(source + 1)") }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        try await Task.sleep(for: .seconds(5))
        let open = floods.reduce(0) { $0 + $1.open }
        let most = sources == 1 ? Limits.connectionsPerAddress : Limits.connections
        for flood in floods { flood.close() }
        return ("\(open) kept", open > most ? ["more than \(most) are kept"] : [])
    }
}
