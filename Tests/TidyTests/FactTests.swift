import Foundation
import MusterTestSupport
import Testing

/// `scripts/facts` looks up what tests say they hold.
@Suite("Facts of the contract and tests name each other")
struct FactTests {
    private static func run(_ arguments: [String]) throws -> ChildProcess {
        let script = Repository.root.appending(path: "scripts/facts").path
        let facts = try ChildProcess(script, arguments)
        _ = facts.wait()
        return facts
    }

    @Test func `no fact and no complaint is without a test, and no test names what is not there`() throws {
        let facts = try Self.run([])
        #expect(facts.wait() == 0, "\(facts.error)")
        #expect(facts.output.split(separator: "\n").count { $0.hasPrefix("    ") } > 1500)
    }

    @Test func `what no test holds is said, and what names nothing`() throws {
        let folder = try TemporaryFolder()
        // Put together here, so that this file names no facts.
        let (holds, keepsAway) = ("holds", "keepsAway")
        let files = [
            "docs/contract/a.md": """
            ## 1.1 Held by a suite
            ## 1.2 Held by its facts
            - **1.2.1** held by a test
            - **1.2.2** held by a scenario
            - **1.2.3** held by nobody
            - **1.2.4** *Not yet (there are no rooms):* left
            ## 1.3 Held by nobody
            """,
            "docs/complaints.md": """
            | A#1, A#2 | kept away |
            | A#3 | not kept away |
            ## Later
            | A#4 | for later |
            """,
            "Tests/SomeTests/OneTests.swift": """
            @Suite("one", .\(holds)("1.1"))
            let all = [Scenario("a scenario", "GET a", status: 200, \(holds): "1.2.2", \(keepsAway): "A#2")]
            @Test(.\(holds)("1.2.1", "1.2.9"), .\(keepsAway)("A#5")) func `a test`() {}
            """,
        ]
        for (path, text) in files {
            let file = URL(fileURLWithPath: folder.file(path))
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let facts = try Self.run(["--in", folder.path])
        #expect(facts.wait() == 1)
        #expect(facts.output.contains("1.2.1  held by a test\n    OneTests: a test\n"))
        #expect(facts.output.contains("1.2.2  held by a scenario\n    OneTests: a scenario\n"))
        #expect(facts.output.contains("1.1  Held by a suite\n    OneTests\n"))
        #expect(facts.output.contains("A#1  kept away\n    OneTests: a scenario\n"))
        let faults = facts.error.split(separator: "\n").filter { $0.hasPrefix("scripts/facts: ") }
        #expect(
            faults.map { $0.dropFirst("scripts/facts: ".count) } == [
                "Tests/SomeTests/OneTests.swift: 1.2.9 names nothing",
                "Tests/SomeTests/OneTests.swift: A#5 names nothing",
                "no test holds 1.2.3: held by nobody",
                "no test holds 1.3: Held by nobody",
                "no test holds A#3: not kept away",
            ])
    }
}
