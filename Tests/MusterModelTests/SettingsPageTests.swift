import Facts
import Foundation
import MusterModel
import Testing

/// D29: the page of settings says what is known, what it is at first, and what is public.
@Suite("The page of settings is true", .holds("5.5"))
struct SettingsPageTests {
    private static func rows() throws -> [[String]] {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../docs/api/settings-list.md")
        return try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
            .map { row in
                row.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
                    $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
                }
            }
    }

    @Test(.holds("D29.4")) func `every setting has its row, and every row a setting`() throws {
        let ids = try Self.rows().map { $0[0] }
        #expect(ids == Settings.defaults.keys.sorted())
    }

    @Test(.holds("5.5.30")) func `each row says default and who may see it`() throws {
        for row in try Self.rows() {
            #expect(row[1] == Settings.defaults[row[0]]?.text(), "\(row[0])")
            #expect((row[2] == "yes") == Settings.publicIDs.contains(row[0]), "\(row[0])")
        }
    }

    @Test func `no secret is public, and what is public or secret exists`() {
        #expect(Settings.publicIDs.isDisjoint(with: Settings.secretIDs))
        #expect(Settings.publicIDs.union(Settings.secretIDs).allSatisfy(Settings.isKnown))
    }

}
