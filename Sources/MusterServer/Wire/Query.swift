import Foundation
import MusterModel

/// The parameters of a query or form, decoded: `+` is a space, brackets make lists (contract 1.14).
struct Query: Sendable {
    /// Names in the order they first came, without the brackets of lists.
    private(set) var names: [String] = []
    private var values: [String: [String]] = [:]
    private var listNames: Set<String> = []

    /// - Parameters:
    ///   - text: The query or form, encoded.
    ///   - readsBrackets: Whether `ids[]` names a list; in a form it is a name like any other.
    init(_ text: String, readsBrackets: Bool = true) {
        for pair in text.split(separator: "&").prefix(1000) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            var name = Query.decode(parts[0])
            if readsBrackets, let bracket = name.firstIndex(of: "["), name.hasSuffix("]"), bracket != name.startIndex {
                name = String(name[..<bracket])
                listNames.insert(name)
            }
            if values[name] == nil { names.append(name) }
            values[name, default: []].append(parts.count > 1 ? Query.decode(parts[1]) : "")
        }
    }

    /// The parameter, nil when absent; of a repeated one the last.
    subscript(name: String) -> String? { values[name]?.last }

    /// The parameter as a list, nil when it was not sent as one.
    func list(_ name: String) -> [String]? {
        guard let found = values[name], listNames.contains(name) || found.count > 1 else { return nil }
        return found
    }

    /// True for the text `true` only: the original's flags are texts.
    func flag(_ name: String) -> Bool { self[name] == "true" }

    /// The parameters as flat texts: a body sent as a form (D10).
    var asForm: JSONObject { JSONObject(names.map { ($0, .string(self[$0] ?? "")) }) }

    /// What the rows of a list must have, by the parameter `query`; an empty one asks for nothing (D80).
    ///
    /// - Parameter members: Those that it may name.
    /// - Throws: `error-invalid-query`. One that is not honoured must not be ignored: every row would seem to meet it.
    func conditions(naming members: [String: Condition.Kind]) throws -> [Condition] {
        guard let text = self["query"] else { return [] }
        guard list("query") == nil else { throw Failure.unreadableQuery(text) }
        return text.isEmpty ? [] : try [Condition](parsing: text, naming: members)
    }

    /// The members that the parameter `fields` asks for; all without one (D81).
    func fields() throws -> Fields {
        guard let text = self["fields"], !text.isEmpty else { return .all }
        return try Fields(parsing: text)
    }

    /// A search text, refused when it is longer than anything worth searching for.
    func searchText() throws -> String { try Query.searchText(self["text"] ?? "") }

    /// The same of a text that came another way.
    static func searchText(_ text: String) throws -> String {
        guard text.utf8.count <= Limits.searchTextBytes else {
            throw Failure.typed(
                "The text to search for is longer than \(Limits.searchTextBytes) bytes", "error-invalid-params")
        }
        return text
    }

    private static func decode(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        guard spaced.utf8.contains(UInt8(ascii: "%")) else { return String(spaced) }
        return spaced.removingPercentEncoding ?? String(spaced)
    }
}
