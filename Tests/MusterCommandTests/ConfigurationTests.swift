import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// Where options come from, and which wins.
@Suite("A flag wins over the environment, that over the file, that over the default", .programs)
struct ConfigurationTests {
    /// Starts a server that is told of databases by these means; returns the names of the files that were made.
    private func files(flag: Bool, environment: Bool, file: Bool) throws -> [String] {
        let folder = try TemporaryFolder()
        var variables: [String: String] = [:]
        if environment { variables["MUSTER_DATABASE"] = folder.file("environment.sqlite") }
        var members: JSONObject = ["port": 0, "logFormat": "json"]
        if file { members["database"] = .string(folder.file("file.sqlite")) }
        variables["MUSTER_CONFIG"] = folder.file("config.json")
        try Data(JSON.object(members).bytes()).write(to: URL(fileURLWithPath: folder.file("config.json")))
        let server = try ServerProcess(
            binary: MusterBinary.path, arguments: ["serve"] + (flag ? ["--database", folder.file("flag.sqlite")] : []),
            environment: variables, workingDirectory: folder.path)
        #expect(server.terminate() == 0)
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sqlite") }
    }

    @Test func `of all four the one that wins is used, and the others are not touched`() throws {
        #expect(try files(flag: true, environment: true, file: true) == ["flag.sqlite"])
        #expect(try files(flag: false, environment: true, file: true) == ["environment.sqlite"])
        #expect(try files(flag: false, environment: false, file: true) == ["file.sqlite"])
        #expect(try files(flag: false, environment: false, file: false) == ["muster-data/muster.sqlite"])
        #expect(try files(flag: true, environment: false, file: true) == ["flag.sqlite"])
    }

    @Test func `host, port and log format come from the same places`() throws {
        let installation = try Installation.prepared()
        let server = try ServerProcess(
            binary: MusterBinary.path, arguments: ["serve", "--log-format", "text"],
            environment: [
                "MUSTER_DATABASE": installation.database, "MUSTER_PORT": "0", "MUSTER_HOST": "127.0.0.3",
                "MUSTER_LOG_FORMAT": "json", "MUSTER_LOG_LEVEL": "notice",
            ])
        #expect(server.standardOutputText.hasPrefix("Muster is listening on http://127.0.0.3:"))
        #expect(server.terminate() == 0)
        // A text format is not JSON; the level of the environment keeps requests out.
        #expect(!server.standardErrorText.contains("{"))
        #expect(!server.standardErrorText.contains(" info "))
    }

    @Test func `every command takes its database from the environment`() throws {
        let installation = try Installation.prepared()
        let environment = ["MUSTER_DATABASE": installation.database]
        for arguments in [
            ["doctor"], ["user", "list"], ["token", "create", "--user", "admin"],
            ["backup", installation.folder.file("copy.sqlite")], ["user", "create", "ada", "--random-password"],
            ["user", "set-password", "ada", "--random-password"],
        ] {
            let result = try run(MusterBinary.path, arguments, environment: environment)
            #expect(result.status == 0, "\(arguments): \(result.error)")
        }
    }

    @Test(arguments: [
        (["MUSTER_PORT": "many"], "port"), (["MUSTER_PORT": "70000"], "port"), (["MUSTER_PORT": "-1"], "port"),
        (["MUSTER_LOG_FORMAT": "xml"], "logFormat"), (["MUSTER_SENDMAIL": "sendmail"], "sendmail"),
        (["MUSTER_SENDMAIL": "/nonexistent/sendmail"], "sendmail"), (["MUSTER_LOG_LEVEL": "loud"], "logLevel"),
    ])
    func `a value that cannot be is named, and no file is made`(_ environment: [String: String], _ name: String) throws
    {
        let installation = try Installation()
        let result = try installation.command("serve", environment: environment)
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.error.contains("\(name) must be"), "\(result.error)")
        #expect(!FileManager.default.fileExists(atPath: installation.database))
    }

    @Test func `a configuration file that is missing or no JSON is an error, not passed over`() throws {
        let installation = try Installation()
        let path = installation.folder.file("config.json")
        let missing = try installation.command("serve", "--port", "0", environment: ["MUSTER_CONFIG": path])
        #expect(missing.status == 1)
        #expect(missing.error.contains("muster: The configuration file \(path) cannot be read"))
        try Data("{port: 0}".utf8).write(to: URL(fileURLWithPath: path))
        let broken = try installation.command("serve", "--port", "0", environment: ["MUSTER_CONFIG": path])
        #expect(broken.status == 1)
        #expect(broken.error.contains("muster: The configuration file \(path) cannot be read"))
        #expect(!FileManager.default.fileExists(atPath: installation.database))
    }
}
