import Foundation
import HTTPTypes

/// Finds the row of the table for a method and path (docs/decisions/0002).
struct RouteFinder: Sendable {
    enum Finding: Sendable {
        case route(Route, parameters: [String: String])
        /// The path exists, with these methods only.
        case otherMethods([HTTPRequest.Method])
        case nothing
    }

    private struct Entry: Sendable {
        let route: Route
        let segments: [Substring]
    }

    /// Entries by their number of segments; of two that fit a path, the one with more literal segments stands first.
    private let entries: [Int: [Entry]]

    init(_ routes: [Route]) {
        let all = routes.map { Entry(route: $0, segments: RouteFinder.split(Substring($0.path)) ?? []) }
        entries = Dictionary(grouping: all, by: \.segments.count).mapValues { group in
            group.sorted { left, right in
                left.segments.count { !$0.hasPrefix(":") } > right.segments.count { !$0.hasPrefix(":") }
            }
        }
    }

    func find(_ method: HTTPRequest.Method, _ path: String) -> Finding {
        guard let segments = RouteFinder.split(Substring(path)) else { return .nothing }
        let fitting = (entries[segments.count] ?? []).filter { RouteFinder.fits(segments, $0.segments) }
        // HEAD works wherever GET does (D11).
        let asked: HTTPRequest.Method = method == .head ? .get : method
        if let entry = fitting.first(where: { $0.route.method == asked }) {
            return .route(entry.route, parameters: RouteFinder.parameters(segments, entry.segments))
        }
        guard !fitting.isEmpty else { return .nothing }
        let order: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]
        return .otherMethods(order.filter { method in fitting.contains { $0.route.method == method } })
    }

    /// The segments of a path; nil when one is empty: rules that a proxy has for a path must not be passed by another
    /// spelling of it.
    private static func split(_ path: Substring) -> [Substring]? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.first == "", !parts.dropFirst().contains("") else { return nil }
        return Array(parts.dropFirst())
    }

    private static func fits(_ segments: [Substring], _ pattern: [Substring]) -> Bool {
        zip(segments, pattern).allSatisfy { $1.hasPrefix(":") || $0 == $1 }
    }

    private static func parameters(_ segments: [Substring], _ pattern: [Substring]) -> [String: String] {
        var parameters: [String: String] = [:]
        for (segment, name) in zip(segments, pattern) where name.hasPrefix(":") {
            parameters[String(name.dropFirst())] = segment.removingPercentEncoding ?? String(segment)
        }
        return parameters
    }
}
