/// What a client wants a department to be: the object `department` of create and update, checked.
public struct NewDepartment: Sendable, Equatable {
    /// Every member that is stored, in the order sent; derived ones are left out (D31).
    public let fields: JSONObject
    /// The name.
    public let name: String
    /// Whether it takes chats.
    public let enabled: Bool

    /// The department that takes chats in its place; nil or empty for none.
    public let fallbackID: String?

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
        for key in Known.schema.required where object[key] == nil { throw Failure.match("Missing key '\(key)'") }
        self.fields = fields
        let known = Known(asSent: fields)
        name = known.name
        enabled = known.enabled
        fallbackID = known.fallbackID
    }

    /// Whether an object `department` that is not checked yet asks for it to take chats.
    public static func enables(_ value: JSON?) -> Bool { value?.object.map { Known(asSent: $0).enabled } ?? false }

    private static func check(_ key: String, _ member: JSON) throws {
        let path = Match.path("", key)
        if let shape = Known.schema.shape(of: key) {
            try Match.check(member, shape, at: path)
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
        let merged = Known(asSent: stored.merging(fields))
        return merged.needsClosingTag && merged.closingTags.isEmpty
    }
}

extension NewDepartment {
    /// The members that mean something; any other is a custom field.
    public struct Known: Described {
        /// What the document shows.
        public static let schema = RequestSchema(of: Self.self, isOpen: true, isPattern: true)
        let enabled: Bool
        let name: String
        let fallbackID: String?
        let needsClosingTag: Bool
        let closingTags: [String]

        /// Asks for them in the order in which they are missed.
        public init(_ members: inout Members) {
            enabled = members.required("enabled", .boolean)
            name = members.required("name", .string())
            _ = members.required("showOnRegistration", .boolean)
            _ = members.required("email", .string())
            _ = members.required("showOnOfflineForm", .boolean)
            members.unused("description", .string())
            fallbackID = members.optional("fallbackForwardDepartment", .string())
            needsClosingTag = members.optional("requestTagBeforeClosingChat", .boolean) ?? false
            members.unused("allowReceiveForwardOffline", .boolean)
            closingTags = members.optional("chatClosingTags", .array(.string())) ?? []
            members.unused("departmentsAllowedToForward", .array(.string()))
        }
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
