import MusterModel
import MusterTestSupport

/// Servers beside each other on one database, and an organisation for their clients.
final class Site {
    let database: String
    let binary: String
    private(set) var servers: [ServerProcess] = []
    let headers: [(String, String)]
    let monitor: JSON
    let departmentIDs: [String]

    /// Starts servers with these arguments besides the usual ones.
    init(binary: String, database: String, serverArguments: [[String]]) throws {
        self.binary = binary
        self.database = database
        servers = try serverArguments.map { try Site.serve(binary, database, $0) }
        let token = try run(binary, ["token", "create", "--user", "admin", "--database", database])
        headers = token.output.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
        guard token.status == 0, headers.count == 2 else { throw ProcessFailure("token create: \(token.error)") }
        let client = CrashClient(connection: try HTTPConnection(port: servers[0].port), headers: headers)
        monitor = try client.makeMonitor()
        departmentIDs = try (1...20).map { try client.makeDepartment(number: $0) }
    }

    private static func serve(_ binary: String, _ database: String, _ arguments: [String]) throws -> ServerProcess {
        try ServerProcess(
            binary: binary,
            arguments: ["serve", "--log-level", "error", "--database", database] + arguments,
            environment: ["ADMIN_PASS": Identifier.newPassword()])
    }

    /// Stops a server in order and starts it again; between the two others must do its work.
    func restart(_ index: Int, arguments: [String]) throws {
        let status = servers[index].terminate()
        guard status == 0 else { throw ProcessFailure("a server ended with \(status) after SIGTERM") }
        servers[index] = try Site.serve(binary, database, arguments)
    }

    func client(_ index: Int = 0) throws -> CrashClient {
        CrashClient(connection: try HTTPConnection(port: servers[index].port), headers: headers)
    }

    /// What `muster doctor` finds; nil when all is well.
    func doctor() throws -> String? {
        let result = try run(binary, ["doctor", "--database", database])
        return result.status == 0 ? nil : result.output + result.error
    }
}
