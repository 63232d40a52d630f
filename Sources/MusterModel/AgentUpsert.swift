/// An agent to be put into a department.
public struct AgentUpsert: Sendable, Equatable {
    /// The agent's user id.
    public let agentID: String
    /// How many chats they take at once.
    public let count: Int
    /// Their place in the line.
    public let order: Int

    /// Reads one element of `agents` (D30).
    ///
    /// - Parameters:
    ///   - element: The element as sent.
    ///   - index: Its place in the array, for what is said of it.
    /// - Throws: `Missing key 'agentId'` for an element without a text of that name, and for a count or order that is
    ///   no 32-bit whole number.
    public init(_ element: JSON, index: Int) throws {
        let path = "upsert[\(index)]"
        let element = Element(asSent: element.object ?? [:])
        guard let agentID = element.agentID?.string else { throw Match.problem("Missing key 'agentId'", path) }
        try self.init(agentID, element, path)
    }

    /// Reads one element of `upsert` (contract 4.4): `agentId` and `username` must be there, `count` and `order` whole.
    ///
    /// - Parameters:
    ///   - element: The element as sent.
    ///   - index: Its place in the array, for what is said of it.
    /// - Throws: The Match failure of the first member that is missing or of another kind.
    public init(strictly element: JSON, index: Int) throws {
        let path = "upsert[\(index)]"
        let sent = StrictElement(asSent: try Match.plainObject(element, at: path))
        let agentID = try Match.agentID(sent.element.agentID, at: path)
        guard let username = sent.username else { throw Match.problem("Missing key 'username'", path) }
        try Match.check(username, .string(), at: path + ".username")
        try self.init(agentID, sent.element, path)
    }

    private init(_ agentID: String, _ element: Element, _ path: String) throws {
        self.agentID = agentID
        count = try AgentUpsert.whole(element.count, path + ".count")
        order = try AgentUpsert.whole(element.order, path + ".order")
    }

    /// A 32-bit whole number, 0 when it is absent.
    private static func whole(_ value: JSON?, _ path: String) throws -> Int {
        guard let value, value != .null else { return 0 }
        guard let number = value.number.flatMap({ Int32(exactly: $0) }) else {
            throw Match.problem("Failed Match.OneOf, Match.Maybe or Match.Optional validation", path)
        }
        return Int(number)
    }
}

extension AgentUpsert {
    /// An element of `agents`, as it was sent.
    public struct Element: Described {
        /// What the document shows.
        public static let schema = RequestSchema(of: Self.self, isOpen: true)
        let agentID: JSON?
        let count: JSON?
        let order: JSON?

        /// Asks for who it is, and for their place.
        public init(_ members: inout Members) {
            agentID = members.asSent("agentId", .string(), isRequired: true)
            count = members.asSent("count", .number)
            order = members.asSent("order", .number)
        }
    }

    /// An element of `upsert`, as it was sent.
    public struct StrictElement: Described {
        /// What the document shows.
        public static let schema = RequestSchema(of: Self.self, isOpen: true)
        let element: Element
        let username: JSON?

        /// Asks for a user name besides.
        public init(_ members: inout Members) {
            element = Element(&members)
            username = members.asSent("username", .string(), isRequired: true)
        }
    }
}

extension Match {
    /// The `agentId` of an element that must have one.
    ///
    /// - Parameters:
    ///   - value: What was sent, nil for nothing.
    ///   - path: Where the element stands.
    /// - Throws: The Match failure when it is missing or no text.
    public static func agentID(_ value: JSON?, at path: String) throws -> String {
        guard let value else { throw problem("Missing key 'agentId'", path) }
        try check(value, .string(), at: path + ".agentId")
        return value.string ?? ""
    }
}
