import Foundation
import Testing

/// The documents keep up with the code.
@Suite("The documents are true")
struct DocsTests {
    private let repository = Repository.shared

    @Test func `every link inside the documents leads to a file`() throws {
        let broken = try repository.markdown.flatMap { path in
            let folder = Repository.root.appending(path: path).deletingLastPathComponent()
            return try Self.links(in: Repository.text(path)).filter { link in
                let file = link.prefix { $0 != "#" }.removingPercentEncoding ?? link
                return !file.isEmpty && !Repository.exists(URL(fileURLWithPath: file, relativeTo: folder))
            }.map { "\(path): \($0)" }
        }
        #expect(broken == [])
    }

    @Test func `every link to a heading leads to one`() throws {
        let headings = try repository.markdown.reduce(into: [String: Set<String>]()) { headings, path in
            headings[path] = Self.headings(in: try Repository.text(path))
        }
        let broken = try repository.markdown.flatMap { path in
            let folder = Repository.root.appending(path: path).deletingLastPathComponent()
            return try Self.links(in: Repository.text(path), toHeadings: true).filter { link in
                let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2 else { return false }
                let target = URL(fileURLWithPath: parts[0], relativeTo: folder).standardizedFileURL.path
                let file = parts[0].isEmpty ? path : target.replacing(Repository.root.path + "/", with: "")
                return headings[file].map { !$0.contains(parts[1]) } ?? false
            }.map { "\(path): \($0)" }
        }
        #expect(broken == [])
    }

    @Test func `the schema's number in the documents is the newest`() throws {
        let steps = repository.sources.compactMap { path in
            path.firstMatch(of: /Migrations\/M(\d+)_/).flatMap { Int($0.1) }
        }
        let text = try Repository.text("docs/operate.md")
        let named = text.matches(of: /the schema is number (\d+)|this program knows (\d+)/).map {
            Int($0.1 ?? $0.2 ?? "")
        }
        #expect(named.count == 2 && named.allSatisfy { $0 == steps.max() }, "\(named)")
    }

    @Test func `every route has its page`() throws {
        let source = SourceText(try Repository.text("Sources/MusterServer/Routes.swift"))
        let routes = Self.routes(in: source.withoutComments)
        #expect(routes.count == source.codeOnly.matches(of: /\bRoute\(/).count)
        #expect(!routes.isEmpty)

        let pages = try repository.markdown.filter { $0.hasPrefix("docs/api/") }.map(Repository.text)
        let missing = routes.filter { route in !pages.contains { Self.page($0, describes: route) } }
        #expect(missing.map { "\($0.method) \($0.path)" } == [])
    }

    @Test func `links in samples of code are no links`() {
        let text = """
            [a](a.md) and ![b](b/c.png#top) or [web](https://example.com), [here](#below)
            ```
            [no](no.md)
            ```
            """
        #expect(Self.links(in: text) == ["a.md", "b/c.png#top"])
    }

    @Test func `a page describes a route when it has its method and its whole path`() {
        let route = ("GET", "/api/v1/livechat/units")
        #expect(Self.page("# GET /api/v1/livechat/units\n", describes: route))
        #expect(Self.page("| GET | `/api/v1/livechat/units` |", describes: route))
        #expect(Self.page("Send GET to /api/v1/livechat/units.", describes: route))
        #expect(!Self.page("# GET /api/v1/livechat/units/:id", describes: route))
        #expect(!Self.page("# GET /api/v1/livechat/units.list", describes: route))
        #expect(!Self.page("# POST /api/v1/livechat/units", describes: route))
    }

    @Test func `a heading is linked to by its letters in lower case`() {
        #expect(
            Self.headings(in: "# The `a` of [b](c.md)!\n```\n# no\n```\n## 7.1 Two-three\n<a id=\"four\"></a>\n")
                == ["the-a-of-b", "71-two-three", "four"])
        #expect(Self.links(in: "[a](#b) [c](d.md#e) [f](g.md)", toHeadings: true) == ["#b", "d.md#e", "g.md"])
    }

    /// Relative links outside of code samples.
    private static func links(in text: String, toHeadings: Bool = false) -> [String] {
        linesOfProse(text).flatMap { line in
            line.matches(of: /\]\(([^)\s]+)[^)]*\)/).map { String($0.1) }.filter {
                !$0.contains("://") && !$0.hasPrefix("mailto:") && (toHeadings || !$0.hasPrefix("#"))
            }
        }
    }

    /// What links name the headings of a document by, and the other places that are marked.
    private static func headings(in text: String) -> Set<String> {
        let lines = linesOfProse(text)
        let names = lines.filter { $0.hasPrefix("#") }.map { line in
            let shown = line.drop { $0 == "#" }.replacing(/\]\([^)]*\)/, with: "")
            let name = shown.drop { $0 == " " }.lowercased()
            return String(
                name.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }.map { $0 == " " ? "-" : $0 })
        }
        let marks = lines.compactMap { $0.firstMatch(of: #/<a id="([^"]+)">/#).map { String($0.1) } }
        return Set(names + marks)
    }

    /// The lines outside of code samples.
    private static func linesOfProse(_ text: String) -> [Substring] {
        var isSample = false
        return Repository.lines(text).map { $0.text }.filter { line in
            let isFence = line.drop(while: { $0 == " " }).hasPrefix("```")
            if isFence { isSample.toggle() }
            return !isSample && !isFence
        }
    }

    /// The rows of the table of routes; a path without a leading slash stands below `/api/v1/`.
    private static func routes(in source: String) -> [(method: String, path: String)] {
        source.matches(of: /\bRoute\(\s*(?:open:\s*)?\.(\w+)\s*,\s*"([^"]+)"/).map { row in
            (row.1.uppercased(), row.2.hasPrefix("/") ? String(row.2) : "/api/v1/" + row.2)
        }
    }

    private static func page(_ text: String, describes route: (method: String, path: String)) -> Bool {
        let words = text.split { !$0.isLetter }
        guard words.contains(Substring(route.method)) else { return false }
        return text.ranges(of: route.path).contains { range in
            let rest = text[range.upperBound...]
            return !rest.starts(with: /[\w\/:-]|\.\w/)
        }
    }
}
