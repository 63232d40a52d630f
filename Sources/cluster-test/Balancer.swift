import Foundation
import MusterTestSupport

/// The haproxy of `docs/examples/haproxy.cfg`, on ports of the test's own.
final class Balancer {
    let port: Int
    private let folder: TemporaryFolder
    private let process: ChildProcess

    /// - Parameters:
    ///   - configuration: The path of the example, whose ports are replaced.
    ///   - ports: Where the servers listen, in the order of the example.
    init(configuration: String, servers ports: [Int]) throws {
        folder = try TemporaryFolder()
        let own = try FreePort.find()
        port = own
        var text = try String(contentsOfFile: configuration, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // The test's clients speak plain HTTP to a port of their own.
        text = lines.map { $0.contains("    bind ") ? "    bind 127.0.0.1:\(own)" : $0 }.joined(separator: "\n")
        for (index, port) in ports.enumerated() {
            text = text.replacingOccurrences(of: "127.0.0.1:\(3001 + index)", with: "127.0.0.1:\(port)")
        }
        try text.write(toFile: folder.file("haproxy.cfg"), atomically: true, encoding: .utf8)
        let program = ["/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/opt/homebrew/bin/haproxy"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        guard let program else { throw ProcessFailure("haproxy is missing: scripts/prepare --tests") }
        process = try ChildProcess(program, ["-db", "-f", folder.file("haproxy.cfg")])
    }

    /// Waits until it passes requests on.
    func waitUntilReady() throws {
        let deadline = Date() + 30
        while true {
            let answer = try? HTTPConnection(port: port).send("GET", "/health/ready")
            if answer?.status == 200 { return }
            guard Date() < deadline else { throw ProcessFailure("haproxy passes nothing on") }
            usleep(20_000)
        }
    }

    /// How many servers it believes in.
    func serversUp() throws -> Int {
        let answer = try HTTPConnection(port: port).send("GET", "/haproxy-stats;csv")
        return answer.text.split(separator: "\n").filter { $0.hasPrefix("muster,server") && $0.contains(",UP,") }.count
    }

    /// Waits until it believes in that many.
    func waitForServers(_ count: Int) throws {
        let deadline = Date() + 30
        while try serversUp() != count {
            guard Date() < deadline else { throw ProcessFailure("haproxy sees \(try serversUp()) servers") }
            usleep(20_000)
        }
    }
}
