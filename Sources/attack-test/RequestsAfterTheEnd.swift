import MusterModel
import MusterTestSupport

/// Requests behind one whose answer ends the connection: none of them may be carried out.
struct RequestsAfterTheEnd: Attack {
    let rounds: Int

    var name: String { "A4: \(rounds) rounds of requests behind an answer that ends the connection" }
    let isEncrypted = false
    let megabytesMax = 64.0

    func run(against site: AttackSite) async throws -> (found: String, problems: [String]) {
        let behind = RequestsBehindTheLast(port: site.server.port, headers: AttackSite.headers)
        var problems: Set<String> = []
        for round in 0..<rounds {
            // An address each: the server's limit of 401s an address would answer in place of what is looked at.
            let source = "127.0.\(2 + round / 250).\(1 + round % 250)"
            problems.formUnion(try behind.run(from: source))
        }
        let units = try HTTPConnection(port: site.server.port)
            .send("GET", "/api/v1/livechat/units?count=0", headers: AttackSite.headers)
        if units.status != 200 || units.text.contains("hidden") { problems.insert("a hidden request was carried out") }
        return ("\(rounds * behind.openings.count * 2) connections", problems.sorted())
    }
}
