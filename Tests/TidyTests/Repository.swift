import Foundation
import MusterTestSupport

/// The files of this repository: what git tracks or would track.
struct Repository: Sendable {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Read once for all tests.
    static let shared = Repository()

    /// Paths below the root, sorted.
    let paths: [String]
    /// The Swift files, read.
    let sourceTexts: [String: SourceText]

    private init() {
        let tracked = Self.pathsFromGit()
        let all = tracked.isEmpty ? Self.pathsFromFolders() : tracked
        let files = all.filter { Self.isFile($0) }.sorted()
        paths = files
        sourceTexts = files.filter { $0.hasSuffix(".swift") }.reduce(into: [:]) { texts, path in
            texts[path] = (try? Self.text(path)).map(SourceText.init)
        }
    }

    var swift: [String] { paths.filter { $0.hasSuffix(".swift") } }
    var sources: [String] { swift.filter { $0.hasPrefix("Sources/") } }
    var markdown: [String] { paths.filter { $0.hasSuffix(".md") } }
    var scripts: [String] { paths.filter { $0.hasPrefix("scripts/") || $0 == ".ci/run" } }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    /// The numbers and texts of a file's lines.
    static func lines(_ text: String) -> [(number: Int, text: Substring)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { ($0 + 1, $1) }
    }

    static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder)
        return exists && !isFolder.boolValue
    }

    private static func pathsFromGit() -> [String] {
        let arguments = ["git", "-C", root.path, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        guard let git = try? ChildProcess("/usr/bin/env", arguments), git.wait() == 0 else { return [] }
        return Array(Set(git.output.split(separator: "\0").map(String.init)))
    }

    /// For a copy without git, as an unpacked archive.
    private static func pathsFromFolders() -> [String] {
        let top = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        let folders = ["Sources", "Tests", "Bench", "docs", "scripts", ".ci"].flatMap { folder in
            let inside = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
            return (inside?.compactMap { $0 as? String } ?? []).map { folder + "/" + $0 }
        }
        return top + folders
    }
}
