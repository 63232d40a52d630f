import Foundation
import Testing

/// What CONTRIBUTING asks of every file and a reader would otherwise have to watch over.
@Suite("The repository is tidy")
struct TidyTests {
    private let repository = Repository.shared

    /// The places where a rule about lines is broken.
    private func places(in paths: [String], where isBroken: (Substring) -> Bool) throws -> [String] {
        try paths.flatMap { path in
            Repository.lines(try Repository.text(path)).filter { isBroken($0.text) }.map { "\(path):\($0.number)" }
        }
    }

    /// The places in Swift files where a rule about what is compiled is broken.
    private func places(
        in paths: [String], reading view: KeyPath<SourceText, String>, where isBroken: (Substring) -> Bool
    ) throws -> [String] {
        try paths.flatMap { path -> [String] in
            let source = try #require(repository.sourceTexts[path])
            return Repository.lines(source[keyPath: view]).filter { isBroken($0.text) }.map { "\(path):\($0.number)" }
        }
    }

    private func isIn(_ folders: [String]) -> (String) -> Bool {
        { path in folders.contains { path.hasPrefix("Sources/\($0)/") } }
    }

    @Test func `the files of the repository are found`() {
        #expect(repository.paths.contains("Package.swift"))
        #expect(repository.paths.contains("Tests/TidyTests/TidyTests.swift"))
        #expect(repository.sources.count > 50)
        #expect(repository.scripts.contains("scripts/test"))
    }

    @Test func `no Swift file is longer than 250 lines`() throws {
        let tables = ["DefaultPermissions.swift"]
        let long = try repository.swift.filter { path in
            try !tables.contains { path.hasSuffix("/" + $0) }
                && Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false).count > 251
        }
        #expect(long == [])
    }

    @Test func `no function is longer than 70 lines`() throws {
        let long = repository.sourceTexts.flatMap { path, source in
            source.functions.filter { $0.bodyLines > 70 }.map { "\(path):\($0.line)" }
        }
        #expect(long == [])
    }

    @Test func `only the commands print`() throws {
        let others = repository.sources.filter { !isIn(["muster", "crash-test"])($0) }
        let prints = try places(in: others, reading: \.codeOnly) {
            $0.contains(/(^|[^.\w])(print|debugPrint|dump)\(/)
        }
        #expect(prints == [])
    }

    @Test func `nothing in Sources ends the process where it could throw`() throws {
        let traps = try places(in: repository.sources, reading: \.codeOnly) { line in
            // Far faster than an expression that finds nothing.
            ["try!", "as!", "fatalError("].contains { line.contains($0) }
                && line.contains(/\b(try!|as!|fatalError\()/)
        }
        #expect(traps == [])
    }

    @Test func `no file or folder has a name that fits everything`() {
        let vague = ["Utils", "Helpers", "Core", "Common", "Manager"]
        let broken = repository.paths.filter { path in
            path.split(separator: "/").contains { component in
                let name = component.split(separator: ".").first.map(String.init) ?? ""
                return vague.contains { name.hasSuffix($0) || name == $0.lowercased() }
            }
        }
        #expect(broken == [])
    }

    @Test func `SQL stands in the statements, the migrations and the engines only`() throws {
        let statements = isIn(["MusterStore/Statements", "MusterStore/Migrations", "MusterStore/Engines"])
        // The tests' world writes rows that no operation makes.
        let others = repository.sources.filter { !statements($0) && !isIn(["MusterTestWorld", "cluster-test"])($0) }
        let sql = try places(in: others, reading: \.withoutComments) { line in
            // Far faster than an expression that finds nothing.
            ["SELECT", "INSERT", "UPDATE", "DELETE"].contains { line.contains($0) }
                && line.contains(/\b(SELECT\s|INSERT (OR \w+ )?INTO\b|UPDATE\s.*\bSET\b|DELETE FROM\b)/)
        }
        #expect(sql == [])
    }

    @Test func `the engines are named where they are chosen and nowhere else`() throws {
        let chosen = [
            "Sources/MusterStore/Engines/", "Sources/muster/Options.swift", "Sources/CLibPQ/", "Sources/cluster-test/",
        ]
        let tests = ["Sources/MusterTestWorld/Engines/"]
        let others = repository.sources.filter { path in !(chosen + tests).contains { path.hasPrefix($0) } }
        let named = try places(in: others) { line in
            let engines = ["sqlite", "postgres", "libpq", "grdb"]
            let text = line.lowercased()
            guard engines.contains(where: { text.contains($0) }) else { return false }
            // A file may be called as its owner likes.
            let rest = text.replacing(/[\w.-]+\.sqlite/, with: "")
            return engines.contains { rest.contains($0) }
        }
        #expect(named == [])
    }

    @Test func `every script says at --help what the comment at its top says`() throws {
        let broken = try repository.scripts.filter { $0.hasPrefix("scripts/") }.filter { path in
            let lines = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
            let code = lines.dropFirst().drop { $0.hasPrefix("#") }
            return code.count > lines.count - 3 || !code.dropFirst().starts(with: [Self.helpLine])
                || !lines.contains { $0.hasPrefix("#   scripts/") }
        }
        #expect(broken == [])
    }

    private static let helpLine: Substring =
        #"[ "${1:-}" != --help ] || exec sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0""#

    @Test func `every script is executable and runs in the bash of the path`() throws {
        let broken = try repository.scripts.filter { path in
            try !FileManager.default.isExecutableFile(atPath: Repository.root.appending(path: path).path)
                || !Repository.text(path).hasPrefix("#!/usr/bin/env bash\n")
        }
        #expect(broken == [])
    }

    @Test func `nothing is marked as left for later`() throws {
        // Put together here, so that this file has none of them.
        let markers = [("TO", "DO"), ("FIX", "ME"), ("XX", "X")].map { $0 + $1 }
        let texts = repository.swift + repository.markdown + repository.scripts
        let marked = try places(in: texts) { line in
            line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { markers.contains(String($0)) }
        }
        #expect(marked == [])
    }

    @Test func `no line ends in spaces, and every text ends in one newline`() throws {
        let texts = repository.swift + repository.markdown + repository.scripts
        let spaces = try places(in: texts) { $0.last == " " || $0.last == "\t" || $0.last == "\r" || $0.last == "\r\n" }
        #expect(spaces == [])
        let ends = try texts.filter { path in
            let text = try Repository.text(path)
            return !text.hasSuffix("\n") || text.hasSuffix("\n\n")
        }
        #expect(ends == [])
    }

    @Test func `every test is a Swift Testing test`() throws {
        // `scripts/test` runs no others.
        let framework = "XC" + "Test"
        let tests = repository.swift.filter { $0.hasPrefix("Tests/") }
        let foreign = try places(in: tests) { $0.hasPrefix("import ") && $0.hasSuffix(" " + framework) }
        #expect(foreign == [])
    }
}
