import Foundation
import MusterModel
import Testing

/// A setting that does not exist reads as null, off and 0, so a misspelled id would switch something off without a
/// word.
@Suite("The code names no setting that does not exist")
struct SettingNamesTests {
    /// What ids begin with, up to their first `_`.
    private static let families = Set(
        Settings.defaults.keys.compactMap { $0.split(separator: "_").first.map(String.init) })

    /// The texts in a source that look like a setting's id; what ends in `_` is only the beginning of one.
    private static func ids(in source: String) -> [String] {
        source.matches(of: /"(([A-Z]\w*?)_[\w-]*[A-Za-z0-9])"/).filter { families.contains(String($0.2)) }
            .map { String($0.1) }
    }

    @Test func `every id in the sources is a setting`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        let named = try paths.flatMap { path in
            Self.ids(in: try String(contentsOf: folder.appending(path: path), encoding: .utf8))
        }
        #expect(named.count > Settings.defaults.count)
        #expect(Set(named).filter { !Settings.isKnown($0) } == [])
    }

    @Test func `ids are told from other texts`() {
        let source = #"a["API_Enable_CORS"] + "Accounts_Password_Policy_" + "Assign_role" + "UI_Nothing-else" + "API_""#
        #expect(Self.ids(in: source) == ["API_Enable_CORS", "UI_Nothing-else"])
    }
}
