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

    @Test func `every route has its page`() throws {
        let source = SourceText(try Repository.text("Sources/MusterServer/Routes.swift"))
        let routes = Self.routes(in: source.withoutComments)
        #expect(routes.count == source.codeOnly.matches(of: /\bRoute\(/).count)
        #expect(!routes.isEmpty)

        let pages = try repository.markdown.filter { $0.hasPrefix("docs/api/") }.map(Repository.text)
        let missing = routes.filter { route in !pages.contains { Self.page($0, tells: route) } }
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
        #expect(Self.page("# GET /api/v1/livechat/units\n", tells: route))
        #expect(Self.page("| GET | `/api/v1/livechat/units` |", tells: route))
        #expect(Self.page("Send GET to /api/v1/livechat/units.", tells: route))
        #expect(!Self.page("# GET /api/v1/livechat/units/:id", tells: route))
        #expect(!Self.page("# GET /api/v1/livechat/units.list", tells: route))
        #expect(!Self.page("# POST /api/v1/livechat/units", tells: route))
    }

    /// Relative links outside of code samples.
    private static func links(in text: String) -> [String] {
        var isSample = false
        return Repository.lines(text).flatMap { line -> [String] in
            if line.text.drop(while: { $0 == " " }).hasPrefix("```") { isSample.toggle() }
            guard !isSample else { return [] }
            return line.text.matches(of: /\]\(([^)\s]+)[^)]*\)/).map { String($0.1) }.filter {
                !$0.contains("://") && !$0.hasPrefix("mailto:") && !$0.hasPrefix("#")
            }
        }
    }

    /// The rows of the table of routes; a path without a leading slash stands below `/api/v1/`.
    private static func routes(in source: String) -> [(method: String, path: String)] {
        source.matches(of: /\bRoute\(\s*(?:open:\s*)?\.(\w+)\s*,\s*"([^"]+)"/).map { row in
            (row.1.uppercased(), row.2.hasPrefix("/") ? String(row.2) : "/api/v1/" + row.2)
        }
    }

    private static func page(_ text: String, tells route: (method: String, path: String)) -> Bool {
        let words = text.split { !$0.isLetter }
        guard words.contains(Substring(route.method)) else { return false }
        return text.ranges(of: route.path).contains { range in
            let rest = text[range.upperBound...]
            return !rest.starts(with: /[\w\/:-]|\.\w/)
        }
    }
}
