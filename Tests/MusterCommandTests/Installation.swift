import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// A folder with a database, the built command to run on it, and what a client asks of a server.
final class Installation: Sendable {
    let folder: TemporaryFolder
    let database: String

    /// The password of the admin whom `serve` makes here.
    static let password = "a long password"

    init() throws {
        folder = try TemporaryFolder()
        database = folder.file("muster.sqlite")
    }

    /// A server on the database, at any free port. Its admin has a known password unless the environment says another.
    func serve(
        _ arguments: String..., environment: [String: String] = ["ADMIN_PASS": Installation.password],
        shellPrefix: String? = nil
    ) throws -> ServerProcess {
        try ServerProcess(
            binary: MusterBinary.path, arguments: ["serve", "--port", "0", "--database", database] + arguments,
            environment: environment, workingDirectory: folder.path, shellPrefix: shellPrefix)
    }

    /// Runs a command on the database to its end.
    func command(
        _ arguments: String..., environment: [String: String] = [:], input: String? = nil
    ) throws -> (status: Int32, output: String, error: String) {
        try run(
            MusterBinary.path, arguments + ["--database", database], environment: environment, input: input,
            timeoutSeconds: 180)
    }

    /// A command on the database that goes on beside the test.
    func start(_ arguments: [String], input: String? = nil) throws -> ChildProcess {
        try ChildProcess(MusterBinary.path, arguments + ["--database", database], input: input)
    }

    /// The files beside the database, by their names.
    func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

    /// The two headers of a new token, as `token create` prints them.
    func headers(of user: String = "admin") throws -> [(String, String)] {
        let made = try command("token", "create", "--user", user)
        let lines = made.output.split(separator: "\n").map { $0.split(separator: ": ", maxSplits: 1).map(String.init) }
        try #require(made.status == 0 && lines.map { $0.first } == ["X-Auth-Token", "X-User-Id"], "\(made)")
        return lines.map { ($0[0], $0[1]) }
    }

    /// A database with an admin in it and no server on it.
    static func prepared() throws -> Installation {
        let installation = try Installation()
        let server = try installation.serve()
        try #require(server.terminate() == 0, "\(server.standardErrorText)")
        return installation
    }
}

extension ServerProcess {
    /// Sends a request on a connection of its own; the path is below `/api/v1/` unless it begins with a slash.
    func send(
        _ method: String, _ path: String, _ headers: [(String, String)] = [], body: String? = nil
    ) throws -> HTTPAnswer {
        let connection = try HTTPConnection(port: port)
        defer { connection.close() }
        let target = path.hasPrefix("/") ? path : "/api/v1/" + path
        return try connection.send(method, target, headers: headers, body: body.map { Array($0.utf8) })
    }

    func logIn(_ user: String, _ password: String) throws -> HTTPAnswer {
        let body: JSON = ["user": .string(user), "password": .string(password)]
        return try send("POST", "login", body: body.text())
    }

    /// Makes a unit; returns its id, nil when it was not acknowledged.
    func makeUnit(_ name: String, _ headers: [(String, String)]) throws -> String? {
        let body: JSON = [
            "unitData": ["name": .string(name), "visibility": "public"], "unitMonitors": [], "unitDepartments": [],
        ]
        let answer = try send("POST", "livechat/units", headers, body: body.text())
        return answer.status == 200 ? answer.json?.object?["_id"]?.string : nil
    }

    /// The ids of all units.
    func unitIDs(_ headers: [(String, String)]) throws -> Set<String> {
        let answer = try send("GET", "livechat/units?count=0", headers)
        try #require(answer.status == 200, "\(answer.text)")
        return Set(answer.json?.object?["units"]?.array?.compactMap { $0.object?["_id"]?.string } ?? [])
    }

    /// Whether a token still opens the door.
    func isLoggedIn(_ headers: [(String, String)]) throws -> Bool { try send("GET", "me", headers).status == 200 }
}

/// Looks again and again until something is so.
///
/// - Throws: `ProcessFailure` when it is not within a minute.
func waitUntil(_ what: String, _ condition: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try !condition() {
        guard .now < deadline else { throw ProcessFailure("never seen: \(what)") }
        Thread.sleep(forTimeInterval: 0.01)
    }
}

/// Text between the first place of one text and the next place of another.
func text(in whole: String, after start: String, until end: Character) -> String? {
    whole.range(of: start).map { String(whole[$0.upperBound...].prefix { $0 != end }) }
}

/// A program of the Python environment that `scripts/prepare --tests` makes.
func pythonProgram(_ name: String) throws -> String {
    let path = MusterBinary.packageRoot + "/.build/python/bin/" + name
    try #require(FileManager.default.isExecutableFile(atPath: path), "scripts/prepare --tests installs it")
    return path
}
