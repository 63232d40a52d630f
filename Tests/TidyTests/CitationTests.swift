import Testing

/// Comments and documents cite the contract by the numbers of its sections and the ids of its decisions.
@Suite("Every citation leads to a paragraph")
struct CitationTests {
    private let repository = Repository.shared

    /// The texts that cite: code, tests and documents other than the contract itself.
    private var citing: [String] {
        (repository.swift + repository.markdown).filter { !$0.hasPrefix("docs/contract/") }
    }

    private var contract: [String] { repository.markdown.filter { $0.hasPrefix("docs/contract/") } }

    @Test func `a cited section is a heading of the contract`() throws {
        let headings = try Set(
            contract.flatMap { path in
                try Self.sections(headedIn: Repository.text(path)).map { Self.part(of: path) + " " + $0 }
            })
        let known: Set = [
            "contract 1.1", "contract 2", "contract 2.2", "contract 5.5", "contract 8", "conversations 3.1",
            "conversations 4.9", "conversations 12.3", "business hours 1.5",
        ]
        #expect(headings.isSuperset(of: known))
        var count = 0
        for path in citing + contract {
            for line in Repository.lines(try Repository.text(path)) {
                for section in Self.sections(citedIn: line.text) {
                    count += 1
                    #expect(headings.contains(section), "\(path):\(line.number): \(section)")
                }
            }
        }
        #expect(count > 200)
    }

    @Test func `a cited decision is a row of the table`() throws {
        let rows = Repository.lines(try Repository.text("docs/contract/decisions.md")).compactMap { line in
            line.text.firstMatch(of: /^\| (D[0-9]+) \|/).map { String($0.1) }
        }
        #expect(Set(rows).count == rows.count, "an id stands for one decision")
        var count = 0
        for path in citing + contract {
            for line in Repository.lines(try Repository.text(path)) {
                // Far faster than an expression that finds nothing.
                guard line.text.utf8.contains(UInt8(ascii: "D")) else { continue }
                for cited in line.text.matches(of: /\bD[0-9]+\b/) {
                    count += 1
                    #expect(rows.contains(String(cited.0)), "\(path):\(line.number): \(cited.0)")
                }
            }
        }
        #expect(count > 300)
    }

    @Test func `lists and ranges of sections are read to their end`() {
        #expect(Self.sections(citedIn: "(contract 5.2)") == ["contract 5.2"])
        let list = "Contract 4.1, 6.2 and 7; D12."
        #expect(Self.sections(citedIn: list[...]) == ["contract 4.1", "contract 6.2", "contract 7"])
        #expect(Self.sections(citedIn: "contract 3.2 to 3.4, in 8 rows") == ["contract 3.2", "contract 3.4"])
        #expect(Self.sections(citedIn: "the contract's 4 texts") == [])
        #expect(Self.sections(headedIn: "# 2. Units\n## 2.1 Body\nsee 2.3\n") == ["2", "2.1"])
    }

    @Test func `each part of the contract has numbers of its own`() {
        #expect(
            Self.sections(citedIn: "Conversations 8.3 and 8.4 (contract 4.6), business hours 1.5")
                == ["conversations 8.3", "conversations 8.4", "contract 4.6", "business hours 1.5"])
        #expect(Self.sections(citedIn: "conversations, 5 of them") == [])
        #expect(Self.part(of: "docs/contract/units.md") == "contract")
        #expect(Self.part(of: "docs/contract/conversations/rooms.md") == "conversations")
        #expect(Self.part(of: "docs/contract/business-hours.md") == "business hours")
    }

    /// The word that stands before a section's number where a file of the contract is cited.
    private static func part(of path: String) -> String {
        if path.hasPrefix("docs/contract/conversations/") { return "conversations" }
        return path == "docs/contract/business-hours.md" ? "business hours" : "contract"
    }

    /// The sections that a line cites, as `contract 4.1, 4.2 and 5`, each with its part of the contract.
    private static func sections(citedIn line: Substring) -> [String] {
        // Far faster than an expression that finds nothing.
        guard ["ontract ", "onversations ", "usiness hours "].contains(where: { line.contains($0) }) else { return [] }
        return line.matches(of: citation).flatMap { citation in
            citation.2.matches(of: /[0-9]+(\.[0-9]+)?/).map { citation.1.lowercased() + " " + $0.0 }
        }
    }

    private static var citation: Regex<(Substring, Substring, Substring)> {
        /\b([Cc]ontract|[Cc]onversations|[Bb]usiness hours) ([0-9]+(?:\.[0-9]+)?(?:(?:, | and | to )[0-9]+(?:\.[0-9]+)?(?![0-9.]*[A-Za-z]))*)/
    }

    private static func sections(headedIn text: String) -> [String] {
        Repository.lines(text).compactMap { line in
            line.text.firstMatch(of: #/^[#]{1,2} ([0-9]+(?:\.[0-9]+)?)\.? /#).map { String($0.1) }
        }
    }
}
