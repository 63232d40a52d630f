import MusterModel

/// Which members of a row a client wants: the parameter `fields` (D81).
struct Fields {
    /// Names cut at their dots; none: every member.
    private let paths: Paths
    /// Whether the names are those to keep; otherwise they are those to leave out.
    private let keeps: Bool

    /// What follows the first part of a name, by that part.
    private typealias Paths = [ExactText: [ArraySlice<Substring>]]

    /// Every member.
    static let all = Fields(paths: [:], keeps: false)

    private init(paths: Paths, keeps: Bool) {
        self.paths = paths
        self.keeps = keeps
    }

    /// Reads a JSON object that has 1 for each member to keep, or 0 for each to leave out.
    ///
    /// - Throws: `error-invalid-fields` for anything else, and for both in one object; `_id` alone may differ.
    init(parsing text: String) throws {
        let invalid = Failure.typed(
            "Invalid fields parameter provided: \"\(text)\"", "error-invalid-fields",
            details: ["helperMethod": "parseJsonQuery"])
        guard text.utf8.count <= Limits.queryBytes, let object = (try? JSON(parsing: text.utf8))?.object,
            object.count <= Limits.fieldPaths
        else { throw invalid }
        var kept: [ArraySlice<Substring>] = [], left: [ArraySlice<Substring>] = []
        for (name, value) in object.members where name != "_id" {
            let path = name.split(separator: ".", omittingEmptySubsequences: false)
            guard value == 1 || value == 0, path.count <= Limits.fieldDepth else { throw invalid }
            if value == 1 { kept.append(path[...]) } else { left.append(path[...]) }
        }
        let id = object["_id"]
        guard id == nil || id == 1 || id == 0, kept.isEmpty || left.isEmpty else { throw invalid }
        keeps = !kept.isEmpty || (left.isEmpty && id == 1)
        // The id comes with every row, unless it is left out by name.
        paths = Fields.grouped((keeps ? kept : left) + (keeps == (id != 0) ? [["_id"]] : []))
    }

    /// The row with no other members.
    func pick(_ row: JSON) -> JSON { paths.isEmpty ? row : pick(row, paths) }

    private static func grouped(_ names: [ArraySlice<Substring>]) -> Paths {
        Dictionary(grouping: names) { ExactText(String($0.first ?? "")) }.mapValues { $0.map { $0.dropFirst() } }
    }

    private func pick(_ value: JSON, _ paths: Paths) -> JSON {
        switch value {
        case .array(let elements):
            // A scalar of a list has no members to keep.
            .array(elements.filter { !keeps || $0.object != nil }.map { pick($0, paths) })
        case .object(let object): .object(pick(object, paths))
        default: value
        }
    }

    private func pick(_ object: JSONObject, _ paths: Paths) -> JSONObject {
        var picked: JSONObject = [:]
        for (name, value) in object.members {
            let below = paths[ExactText(name)] ?? []
            let isNamed = below.contains(where: \.isEmpty)
            if isNamed || below.isEmpty {
                if isNamed == keeps { picked[name] = value }
            } else if !keeps || value.object != nil || value.array != nil {
                picked[name] = pick(value, Fields.grouped(below))
            }
        }
        return picked
    }
}
