import Foundation
import HTTPTypes

/// Finds the row of the table for a method and path (docs/decisions/0002).
///
/// The table is a tree of segments, made once: what a request costs grows with its path, not with the table.
struct RouteFinder: Sendable {
    enum Finding: Sendable {
        case route(Route, parameters: [String: String])
        /// The path exists, with these methods only.
        case otherMethods([HTTPRequest.Method])
        case nothing
    }

    private typealias Path = UnsafeBufferPointer<UInt8>

    private final class Row: Sendable {
        let route: Route
        /// A name for each segment that is a parameter, nil for each that is not; empty where none is.
        let names: [String?]

        init(_ route: Route, _ names: [String?]) {
            self.route = route
            self.names = names
        }
    }

    /// What may follow the segments that lead here; other places are named by their numbers.
    private struct Place: Sendable {
        /// In the order of their bytes.
        var literals: [(segment: [UInt8], next: Int)] = []
        /// Where any segment leads.
        var parameter: Int?
        /// The rows whose path ends here.
        var rows: [Row] = []
    }

    private static let slash = UInt8(ascii: "/")

    private var places = [Place()]

    init(_ routes: [Route]) {
        for route in routes { add(route) }
    }

    /// Of several paths that fit, the one counts whose first difference is a literal segment.
    func find(_ method: HTTPRequest.Method, _ path: String) -> Finding {
        var path = path
        return path.withUTF8 { bytes in
            guard RouteFinder.isWhole(bytes) else { return .nothing }
            var others: [HTTPRequest.Method] = []
            // HEAD works wherever GET does (D11).
            let asked: HTTPRequest.Method = method == .head ? .get : method
            if let row = search(bytes, from: 1, at: 0, asked, &others) {
                return .route(row.route, parameters: RouteFinder.parameters(row.names, bytes))
            }
            guard !others.isEmpty else { return .nothing }
            let order: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]
            return .otherMethods(order.filter(others.contains))
        }
    }

    /// False for a path with an empty segment: rules that a proxy has for a path must not be passed by another spelling
    /// of it.
    private static func isWhole(_ path: Path) -> Bool {
        guard path.first == slash, path.last != slash else { return false }
        var previous: UInt8 = 0
        for byte in path {
            if byte == slash, previous == slash { return false }
            previous = byte
        }
        return true
    }

    /// The row for the rest of a path; nil when there is none, and then `others` has the methods of those that fit it.
    private func search(
        _ path: Path, from start: Int, at place: Int, _ asked: HTTPRequest.Method, _ others: inout [HTTPRequest.Method]
    ) -> Row? {
        let end = RouteFinder.end(ofSegmentAt: start, in: path)
        if let next = literal(path[start..<end], at: place), let row = follow(path, end, next, asked, &others) {
            return row
        }
        return places[place].parameter.flatMap { follow(path, end, $0, asked, &others) }
    }

    private func follow(
        _ path: Path, _ end: Int, _ next: Int, _ asked: HTTPRequest.Method, _ others: inout [HTTPRequest.Method]
    ) -> Row? {
        if end < path.count { return search(path, from: end + 1, at: next, asked, &others) }
        if let row = places[next].rows.first(where: { $0.route.method == asked }) { return row }
        others += places[next].rows.map(\.route.method)
        return nil
    }

    private static func end(ofSegmentAt start: Int, in path: Path) -> Int {
        var end = start
        while end < path.count, path[end] != slash { end += 1 }
        return end
    }

    /// Where a literal segment leads.
    private func literal(_ segment: Slice<Path>, at place: Int) -> Int? {
        let position = position(of: segment, at: place)
        guard position < places[place].literals.count,
            places[place].literals[position].segment.elementsEqual(segment)
        else { return nil }
        return places[place].literals[position].next
    }

    /// Where a segment stands among the literals of a place, or would.
    private func position(of segment: some Sequence<UInt8>, at place: Int) -> Int {
        var (low, high) = (0, places[place].literals.count)
        while low < high {
            let middle = (low + high) / 2
            if places[place].literals[middle].segment.lexicographicallyPrecedes(segment) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    private static func parameters(_ names: [String?], _ path: Path) -> [String: String] {
        var parameters: [String: String] = [:]
        var start = 1
        for name in names {
            let end = end(ofSegmentAt: start, in: path)
            if let name { parameters[name] = decoded(path[start..<end]) }
            start = end + 1
        }
        return parameters
    }

    /// What a segment says; it stays as it is where its percent-encoding is none.
    private static func decoded(_ segment: Slice<Path>) -> String {
        let text = String(decoding: segment, as: UTF8.self)
        return segment.contains(UInt8(ascii: "%")) ? text.removingPercentEncoding ?? text : text
    }

    // MARK: The tree

    private mutating func add(_ route: Route) {
        let segments = route.path.split(separator: "/")
        var place = 0
        for segment in segments { place = next(of: segment, at: place) }
        let names = segments.map { $0.hasPrefix(":") ? String($0.dropFirst()) : nil }
        places[place].rows.append(Row(route, names.contains { $0 != nil } ? names : []))
    }

    /// Where a segment of the table leads, perhaps to a new place.
    private mutating func next(of segment: Substring, at place: Int) -> Int {
        if segment.hasPrefix(":") {
            if let next = places[place].parameter { return next }
            places[place].parameter = places.count
        } else {
            let bytes = Array(segment.utf8)
            let position = position(of: bytes, at: place)
            let literals = places[place].literals
            if position < literals.count, literals[position].segment == bytes { return literals[position].next }
            places[place].literals.insert((bytes, places.count), at: position)
        }
        places.append(Place())
        return places.count - 1
    }
}
