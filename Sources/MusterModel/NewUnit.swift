/// What a client wants a unit to be: the body of create and update, checked.
public struct NewUnit: Sendable, Equatable {
    /// The name, any text.
    public let name: String
    /// The visibility, any text.
    public let visibility: String
    /// Users who shall monitor it, in the order sent, repeats included.
    public let monitorIDs: [String]
    /// Departments that shall belong to it, in the order sent, repeats included.
    public let departmentIDs: [String]

    /// Checks the three arguments in the contract's order (2.2).
    ///
    /// - Parameters:
    ///   - unitData: `{name, visibility, enabled?, description?, email?, showOnOfflineForm?}`; the optional ones are
    ///     checked and then dropped, as in the original (2.5).
    ///   - unitMonitors: `[{monitorId, username}]`; the user name is checked for its type and not used (2.3).
    ///   - unitDepartments: `[{departmentId}]`.
    /// - Throws: The Match failure of the first problem.
    public init(unitData: JSON?, unitMonitors: JSON?, unitDepartments: JSON?) throws {
        let data = Details(asSent: try Match.object(unitData, Details.schema))
        monitorIDs = try NewUnit.each(unitMonitors, Monitor.self).map(\.id)
        departmentIDs = try NewUnit.each(unitDepartments, Member.self).map(\.id)
        name = data.name
        visibility = data.visibility
    }

    /// Reads the body of `POST livechat/units`; other members are ignored (2.1).
    ///
    /// - Parameter body: The body as sent.
    /// - Throws: The Match failure of the first problem.
    public init(body: JSONObject) throws {
        let body = Body(asSent: body)
        try self.init(unitData: body.data, unitMonitors: body.monitors, unitDepartments: body.departments)
    }

    private static func each<Element: Described>(_ value: JSON?, _ type: Element.Type) throws -> [Element] {
        try Match.array(value).enumerated().map { index, element in
            Element(asSent: try Match.object(element, Element.schema, at: "[\(index)]"))
        }
    }
}

extension NewUnit {
    /// The body of `POST livechat/units`. Its members are three arguments, each checked by itself.
    public struct Body: Described {
        /// What the document shows.
        public static let schema = RequestSchema(of: Self.self, isOpen: true, isPattern: true)
        let data: JSON?
        let monitors: JSON?
        let departments: JSON?

        /// Asks for the three arguments.
        public init(_ members: inout Members) {
            data = members.asSent("unitData", .object(Details.self), isRequired: true)
            monitors = members.asSent("unitMonitors", .array(.object(Monitor.self)), isRequired: true)
            departments = members.asSent("unitDepartments", .array(.object(Member.self)), isRequired: true)
        }
    }

    private struct Details: Described {
        static let schema = RequestSchema(of: Self.self, isPattern: true)
        let name: String
        let visibility: String

        init(_ members: inout Members) {
            name = members.required("name", .string())
            visibility = members.required("visibility", .string())
            members.unused("enabled", .boolean)
            members.unused("description", .string())
            members.unused("email", .string())
            members.unused("showOnOfflineForm", .boolean)
        }
    }

    private struct Monitor: Described {
        static let schema = RequestSchema(of: Self.self, isOpen: true, isPattern: true)
        let id: String

        init(_ members: inout Members) {
            id = members.required("monitorId", .string())
            _ = members.required("username", .string())
        }
    }

    private struct Member: Described {
        static let schema = RequestSchema(of: Self.self, isOpen: true, isPattern: true)
        let id: String

        init(_ members: inout Members) { id = members.required("departmentId", .string()) }
    }
}
