import Foundation
import MusterTestSupport
import Testing

/// `--help` teaches; what is not understood is explained.
@Suite("Help teaches and errors help", .programs)
struct HelpTests {
    static let commands: [[String]] = [
        [], ["serve"], ["token"], ["token", "create"], ["user"], ["user", "create"], ["user", "list"],
        ["user", "set-password"], ["doctor"], ["backup"],
    ]

    /// Commands with nothing that must be given: what is missing is named before what is unknown.
    @Test(arguments: commands.filter { !$0.contains("create") && !$0.contains("set-password") && $0 != ["backup"] })
    func `help says what a command is for, how it works and what it takes`(_ command: [String]) throws {
        let result = try run(MusterBinary.path, command + ["--help"])
        #expect(result.status == 0)
        #expect(result.error == "")
        let parts = try #require(result.output.range(of: "USAGE: " + (["muster"] + command).joined(separator: " ")))
        let beginning = result.output[..<parts.lowerBound]
        #expect(beginning.hasPrefix("OVERVIEW: "))
        // The discussion stands between the overview and the usage.
        let paragraphs = beginning.components(separatedBy: "\n\n").filter { !$0.allSatisfy(\.isWhitespace) }
        #expect(paragraphs.count > 1, "\(beginning)")
        #expect(result.output.contains("--help"))
    }

    @Test(arguments: commands.filter { !$0.isEmpty && $0 != ["token"] && $0 != ["user"] })
    func `every command takes a database and says which is the default`(_ command: [String]) throws {
        let help = try run(MusterBinary.path, command + ["--help"]).output
        #expect(help.contains("--database <database>"))
        #expect(help.contains("muster-data/muster.sqlite"))
    }

    @Test(arguments: [
        [], ["serve"], ["token"], ["token", "create", "--user", "x"], ["user"], ["user", "create", "x"],
        ["user", "list"], ["user", "set-password", "x"], ["doctor"], ["backup", "x"],
    ])
    func `an unknown option is named, with where to read on, and exit status 64`(_ command: [String]) throws {
        let result = try run(MusterBinary.path, command + ["--bogus"])
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.error.contains("Unknown option '--bogus'"))
        #expect(result.error.contains("Usage: muster"))
        #expect(result.error.contains("--help' for more information"))
    }

    @Test(arguments: [
        (["nonsense"], "nonsense"), (["token", "nonsense"], "nonsense"), (["serve", "nonsense"], "nonsense"),
        (["backup"], "<file>"), (["token", "create"], "--user <name>"), (["user", "create"], "<username>"),
        (["user", "set-password"], "<username>"), (["serve", "--port", "many"], "--port <port>"),
        (["serve", "--port"], "--port <port>"), (["serve", "--log-format", "xml"], "'text' and 'json'"),
        (["serve", "--port", "70000"], "between 0 and 65535"),
        (["serve", "--log-level", "loud"], "trace, debug, info"),
        (["serve", "--database"], "--database <database>"),
    ])
    func `what is wrong or missing is named`(_ arguments: [String], _ name: String) throws {
        let folder = try TemporaryFolder()
        let result = try run(
            MusterBinary.path, arguments, environment: ["MUSTER_DATABASE": folder.file("none.sqlite")])
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.error.contains(name), "\(result.error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func `the version is a number of three parts`() throws {
        let result = try run(MusterBinary.path, ["--version"])
        #expect(result.status == 0)
        let parts = result.output.split(whereSeparator: \.isNewline).first?.split(separator: ".") ?? []
        #expect(parts.count == 3 && parts.allSatisfy { Int($0) != nil })
    }
}
