import Foundation
import MusterModel

/// One database of the crash test, the server that runs on it, and the organisation in it.
final class CrashSite {
    let folder: TemporaryFolder
    let database: String
    var ledger = CrashLedger()
    private let binary: String
    private var server: ServerProcess
    private let headers: [(String, String)]
    private let monitor: JSON
    private let departmentIDs: [String]

    /// Starts a server on a new database and makes a monitor and the departments.
    init(binary: String) throws {
        self.binary = binary
        folder = try TemporaryFolder()
        database = folder.file("muster.sqlite")
        server = try CrashSite.start(binary, database)
        headers = try CrashSite.logIn(binary, database)
        do {
            let client = CrashClient(connection: try HTTPConnection(port: server.port), headers: headers)
            monitor = try client.makeMonitor()
            departmentIDs = try (1...20).map { try client.makeDepartment(number: $0) }
        } catch {
            throw ProcessFailure("\(error)\n\(server.standardErrorText)")
        }
    }

    /// What the server that runs now, or ran last, has written to its standard error.
    var serverLog: String { server.standardErrorText }

    /// Lets the connections write for a time, and so many writes at least, kills the server, and says what each
    /// connection did.
    ///
    /// - Throws: `ProcessFailure` when the server ended, or a connection did, before the kill.
    func writeUntilKilled(
        round: Int, connections: Int, after microseconds: UInt32, writes: Int, seed: UInt64
    ) throws -> [CrashOutcome] {
        let writers = (0..<connections).map { index in
            CrashWriter(
                CrashWriter.Setting(
                    port: server.port, headers: headers, monitor: monitor, departmentIDs: departmentIDs,
                    unitIDs: ledger.owned(by: index), label: "r\(round)-c\(index)", seed: seed &+ UInt64(index)))
        }
        usleep(microseconds)
        while writers.reduce(0, { $0 + $1.acknowledged }) < writes, writers.allSatisfy(\.isWriting) { usleep(1000) }
        let wasRunning = server.isRunning
        let wereWriting = writers.allSatisfy(\.isWriting)
        server.kill()
        let outcomes = writers.map { $0.result() }
        if let problem = outcomes.compactMap(\.problem).first { throw ProcessFailure(problem) }
        guard wasRunning, wereWriting else {
            let what = wasRunning ? "closed a connection" : "ended"
            throw ProcessFailure("the server \(what) by itself:\n\(server.standardErrorText)")
        }
        return outcomes
    }

    /// Starts the server again.
    func restart() throws { server = try CrashSite.start(binary, database) }

    /// A client of the running server, on a new connection.
    func client() throws -> CrashClient {
        CrashClient(connection: try HTTPConnection(port: server.port), headers: headers)
    }

    /// Has the database checked.
    func doctor() throws {
        let result = try MusterTestSupport.run(binary, ["doctor", "--database", database])
        guard result.status == 0 else {
            throw ProcessFailure("doctor ended with \(result.status):\n\(result.output)\(result.error)")
        }
    }

    /// Stops the server in peace and has the database checked once more.
    func finish() throws {
        let status = server.terminate()
        guard status == 0 else {
            throw ProcessFailure("the server ended with \(status) after SIGTERM:\n\(server.standardErrorText)")
        }
        try doctor()
    }

    private static func start(_ binary: String, _ database: String) throws -> ServerProcess {
        try ServerProcess(
            binary: binary, arguments: ["serve", "--port", "0", "--database", database],
            environment: ["ADMIN_PASS": Identifier.newPassword()])
    }

    /// Has the command line make a token, and reads the two headers from what it prints.
    private static func logIn(_ binary: String, _ database: String) throws -> [(String, String)] {
        let result = try MusterTestSupport.run(
            binary, ["token", "create", "--user", "admin", "--database", database])
        let values = ["X-Auth-Token", "X-User-Id"].compactMap { name -> (String, String)? in
            guard let range = result.output.range(of: name + ":") else { return nil }
            let value = result.output[range.upperBound...].drop { $0 == " " }.prefix {
                !$0.isWhitespace && !"'\"".contains($0)
            }
            return value.isEmpty ? nil : (name, String(value))
        }
        guard result.status == 0, values.count == 2 else {
            throw ProcessFailure("token create ended with \(result.status):\n\(result.output)\(result.error)")
        }
        return values
    }
}
