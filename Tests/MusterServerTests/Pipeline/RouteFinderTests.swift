import HTTPTypes
@testable import MusterServer
import Testing

/// The tree of routes against the table that it is made of (contract 1.14, D11).
@Suite("A path finds its row of the table")
struct RouteFinderTests {
    private static let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .head, .options, .trace]

    /// Routes whose paths overlap more than those of the API do.
    private static let overlapping = RouteFinder(
        [
            (HTTPRequest.Method.get, "/a"), (.get, "/a/b"), (.post, "/a/:x"), (.get, "/a/b/c"), (.get, "/a/:x/d"),
            (.delete, "/a/:x/c"), (.get, "/:x/b/e"), (.get, "/a/:x/:y/f"), (.get, "/a/b.c"), (.get, "/a/ba"),
        ].map { method, path in Route(open: method, path, About(path)) { _ in .empty } })

    /// What a finder says, in words: the path of the row and its parameters, or the methods.
    private static func found(_ finder: RouteFinder, _ method: HTTPRequest.Method, _ path: String) -> String {
        switch finder.find(method, path) {
        case .nothing: "nothing"
        case .otherMethods(let methods): methods.map(\.rawValue).joined(separator: " ")
        case .route(let route, let parameters):
            ([route.path] + parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
                .joined(separator: " ")
        }
    }

    @Test(arguments: [
        ("GET", "/a", "/a"), ("GET", "/a/b", "/a/b"), ("POST", "/a/b", "/a/:x x=b"), ("GET", "/a/z", "POST"),
        ("PUT", "/a/b", "GET POST"), ("GET", "/a/b/d", "/a/:x/d x=b"), ("GET", "/a/b/c", "/a/b/c"),
        ("DELETE", "/a/b/c", "/a/:x/c x=b"), ("GET", "/a/z/c", "DELETE"), ("PATCH", "/a/b/c", "GET DELETE"),
        ("GET", "/a/b/e", "/:x/b/e x=a"), ("GET", "/a/b/c/f", "/a/:x/:y/f x=b y=c"), ("GET", "/a/b/c/g", "nothing"),
        ("HEAD", "/a/ba", "/a/ba"), ("HEAD", "/a/z", "POST"), ("GET", "/a/b.c", "/a/b.c"), ("GET", "/a/b.", "POST"),
        ("GET", "/A", "nothing"), ("GET", "/", "nothing"), ("GET", "", "nothing"), ("GET", "a", "nothing"),
        ("GET", "/a/", "nothing"), ("GET", "//a", "nothing"), ("GET", "/a//b", "nothing"), ("GET", "/:x", "nothing"),
        ("POST", "/a/%41%2F", "/a/:x x=A/"), ("POST", "/a/%zz", "/a/:x x=%zz"), ("POST", "/a/%ff", "/a/:x x=%ff"),
        ("POST", "/a/%C3%A9", "/a/:x x=é"), ("POST", "/a/\u{301}", "/a/:x x=\u{301}"), ("POST", "/a/:x", "/a/:x x=:x"),
    ])
    func `a literal segment goes before a parameter, and what leads nowhere is left again`(
        _ method: String, _ path: String, _ expected: String
    ) throws {
        let method = try #require(HTTPRequest.Method(rawValue: method))
        #expect(Self.found(Self.overlapping, method, path) == expected)
    }

    @Test func `every path of the API finds what reading the whole table finds`() {
        let finder = RouteFinder(Routes.all)
        let paths = Set(Routes.all.map(\.path)).flatMap { path in
            [path, path + "/x", path.replacing("/:", with: "/"), String(path.dropLast()), path + "/"]
        }
        for path in paths {
            for method in Self.methods {
                #expect(Self.found(finder, method, path) == Self.read(method, path), "\(method) \(path)")
            }
        }
    }

    /// The same found by looking at every row.
    private static func read(_ method: HTTPRequest.Method, _ path: String) -> String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !segments.dropFirst().contains("") else { return "nothing" }
        let fitting = Routes.all.map {
            (route: $0, places: $0.path.split(separator: "/", omittingEmptySubsequences: false))
        }
        .filter { row in
            row.places.count == segments.count
                && zip(segments, row.places).allSatisfy { $1.hasPrefix(":") || $0 == $1 }
        }
        let asked: HTTPRequest.Method = method == .head ? .get : method
        let literals = { (row: (route: Route, places: [Substring])) in row.places.count { !$0.hasPrefix(":") } }
        guard let row = fitting.filter({ $0.route.method == asked }).max(by: { literals($0) < literals($1) }) else {
            let known = methods.prefix(5).filter { method in fitting.contains { $0.route.method == method } }
            return fitting.isEmpty ? "nothing" : known.map(\.rawValue).joined(separator: " ")
        }
        let parameters = zip(segments, row.places).filter { $1.hasPrefix(":") }.map { "\($1.dropFirst())=\($0)" }
        return ([row.route.path] + parameters.sorted()).joined(separator: " ")
    }
}
