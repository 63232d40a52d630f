/// A member of a row that must have one of some values: what a client asks of a list by `query` (D80).
public struct Condition: Sendable, Equatable {
    /// What a member is compared with.
    public enum Kind: Sendable {
        /// Texts, byte for byte.
        case text
        /// Truth values.
        case flag
    }

    /// The values, one of which the member must have.
    public enum Values: Sendable, Equatable {
        /// Texts.
        case texts([String])
        /// Truth values.
        case flags([Bool])
    }

    /// The wire's name of the member, as `emails.address`.
    public let member: String
    /// What it must be.
    public let values: Values

    /// A condition.
    public init(_ member: String, _ values: Values) {
        self.member = member
        self.values = values
    }

    fileprivate init(_ member: String, _ wanted: JSON, naming members: [String: Kind]) throws {
        guard !member.hasPrefix("$") else { throw Failure.query("Invalid operation: \(member)") }
        guard let kind = members[member] else { throw Failure.query("Invalid attribute: \(member)") }
        let values = try Condition.list(wanted, of: member)
        let texts = values.compactMap(\.string), flags = values.compactMap(\.bool)
        guard (kind == .text ? texts.count : flags.count) == values.count else {
            throw Failure.query("Invalid value: \(member)")
        }
        self.init(member, kind == .text ? .texts(texts) : .flags(flags))
    }

    /// The values of `value` or `{"$in": [value, …]}`.
    private static func list(_ wanted: JSON, of member: String) throws -> [JSON] {
        guard let operations = wanted.object else { return [wanted] }
        for name in operations.keys where name != "$in" {
            let kind = name.hasPrefix("$") ? "operation" : "attribute"
            throw Failure.query("Invalid \(kind): \(member).\(name)")
        }
        guard let values = operations["$in"]?.array else { throw Failure.query("Invalid value: \(member)") }
        guard values.count <= Limits.queryValues else {
            throw Failure.query("Invalid value: \(member) has more than \(Limits.queryValues) values")
        }
        return values
    }
}

extension [Condition] {
    /// Reads the text of a `query`.
    ///
    /// - Parameters:
    ///   - text: JSON: an object of members and what each must be, a value or `{"$in": [value, …]}`.
    ///   - members: Those that may be named.
    /// - Throws: `error-invalid-query` for anything else, naming the member or operation.
    public init(parsing text: String, naming members: [String: Condition.Kind]) throws {
        guard text.utf8.count <= Limits.queryBytes else {
            throw Failure.query("The query is longer than \(Limits.queryBytes) bytes")
        }
        let value: JSON
        do {
            value = try JSON(parsing: text.utf8, depthMax: Limits.queryDepth, keysMayRepeat: false)
        } catch {
            throw error.repeatedKey.map { Failure.query("Repeated attribute: \($0)") } ?? Failure.unreadableQuery(text)
        }
        guard let object = value.object else { throw Failure.unreadableQuery(text) }
        try self.init(object, naming: members)
    }

    /// Reads a query that is parsed already.
    ///
    /// - Parameters:
    ///   - query: The query.
    ///   - members: The members that may be asked for, and what their values are.
    /// - Throws: `error-invalid-query`, naming the member or operation.
    public init(_ query: JSONObject, naming members: [String: Condition.Kind]) throws {
        self = try query.members.map { try Condition($0, $1, naming: members) }
    }
}

extension Failure {
    /// A `query` that is no JSON object.
    public static func unreadableQuery(_ text: String) -> Failure {
        typed(
            "Invalid query parameter provided: \"\(text)\"", "error-invalid-query",
            details: ["helperMethod": "parseJsonQuery"])
    }
}
