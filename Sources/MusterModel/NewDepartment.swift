/// What a client wants a department to be: the object `department` of create and update, checked.
public struct NewDepartment: Sendable, Equatable {
    /// Every member that is stored, in the order sent; derived ones are left out (D31).
    public let fields: JSONObject
    /// The name.
    public let name: String
    /// Whether it takes chats.
    public let enabled: Bool

    /// Checks the object (contract 4.7, row 5).
    ///
    /// - Parameter value: The argument, nil when absent.
    /// - Throws: The Match failure of the first problem.
    public init(_ value: JSON?) throws {
        guard let value else { throw Failure.match("Expected object, got undefined") }
        let object = try Match.plainObject(value)
        guard object.count <= Limits.customMembers else { throw Failure.tooManyMembers }
        var fields = JSONObject()
        for (key, member) in object.members where !Department.derivedKeys.contains(key) {
            try NewDepartment.check(key, member)
            fields[key] = member
        }
        for (key, _) in NewDepartment.required where object[key] == nil { throw Failure.match("Missing key '\(key)'") }
        self.fields = fields
        name = fields["name"]?.string ?? ""
        enabled = fields["enabled"]?.bool ?? false
    }

    private static let required: KeyValuePairs<String, Match.Kind> = [
        "enabled": .boolean, "name": .string, "showOnRegistration": .boolean, "email": .string,
        "showOnOfflineForm": .boolean,
    ]
    private static let optional: KeyValuePairs<String, Match.Kind> = [
        "description": .string, "fallbackForwardDepartment": .string, "requestTagBeforeClosingChat": .boolean,
        "allowReceiveForwardOffline": .boolean,
    ]
    private static let lists: Set = ["chatClosingTags", "departmentsAllowedToForward"]

    private static func check(_ key: String, _ member: JSON) throws {
        let path = Match.path("", key)
        if let kind = (required.first { $0.key == key } ?? optional.first { $0.key == key })?.value {
            try Match.check(member, kind, at: path)
        } else if lists.contains(key) {
            for (index, element) in try Match.array(member, at: path).enumerated() {
                try Match.check(element, .string, at: "\(path)[\(index)]")
            }
        } else if !isCustomFieldValue(member) {
            throw Match.problem("Failed Match.OneOf, Match.Maybe or Match.Optional validation", path)
        }
    }

    /// Custom fields are texts, truth values or 32-bit whole numbers (contract 4.7).
    private static func isCustomFieldValue(_ value: JSON) -> Bool {
        switch value {
        case .string, .bool: true
        case .number(let number): Int32(exactly: number) != nil
        default: false
        }
    }

    /// True when chats need a closing tag and there is none (contract 4.7, row 7).
    public func lacksClosingTags(over stored: JSONObject) -> Bool {
        let merged = stored.merging(fields)
        guard merged["requestTagBeforeClosingChat"]?.bool == true else { return false }
        return merged["chatClosingTags"]?.array?.isEmpty ?? true
    }
}

/// An agent to be put into a department.
public struct AgentUpsert: Sendable, Equatable {
    /// The agent's user id.
    public let agentID: String
    /// How many chats they take at once.
    public let count: Int
    /// His place in the line.
    public let order: Int

    /// Reads one element of `agents` (D30).
    ///
    /// - Throws: `Missing key 'agentId'` for an element without a text of that name, and for a count or order that is
    ///   no 32-bit whole number.
    public init(_ element: JSON, index: Int) throws {
        let path = "upsert[\(index)]"
        guard let agentID = element.object?["agentId"]?.string else {
            throw Match.problem("Missing key 'agentId'", path)
        }
        self.agentID = agentID
        count = try AgentUpsert.whole("count", of: element, path)
        order = try AgentUpsert.whole("order", of: element, path)
    }
}

extension AgentUpsert {
    /// Reads one element of `upsert` (contract 4.4): `agentId` and `username` must be there, `count` and `order` whole.
    public init(strictly element: JSON, index: Int) throws {
        let path = "upsert[\(index)]"
        agentID = try Match.agentID(element, at: path)
        guard let username = element.object?["username"] else { throw Match.problem("Missing key 'username'", path) }
        try Match.check(username, .string, at: path + ".username")
        count = try AgentUpsert.whole("count", of: element, path)
        order = try AgentUpsert.whole("order", of: element, path)
    }

    /// A 32-bit whole number, 0 when it is absent.
    private static func whole(_ key: String, of element: JSON, _ path: String) throws -> Int {
        guard let value = element.object?[key], value != .null else { return 0 }
        guard let number = value.number.flatMap({ Int32(exactly: $0) }) else {
            throw Match.problem("Failed Match.OneOf, Match.Maybe or Match.Optional validation", "\(path).\(key)")
        }
        return Int(number)
    }
}

extension Match {
    /// The `agentId` of an element that must have one.
    public static func agentID(_ element: JSON, at path: String) throws -> String {
        let object = try plainObject(element, at: path)
        guard let id = object["agentId"] else { throw problem("Missing key 'agentId'", path) }
        try check(id, .string, at: path + ".agentId")
        return id.string ?? ""
    }
}

/// What a request wants of the unit a department belongs to (D13).
public enum UnitChange: Sendable, Equatable {
    /// Leave it as it is.
    case keep
    /// Take the department out of its unit.
    case detach
    /// Put it into that unit.
    case attach(to: String)
}
