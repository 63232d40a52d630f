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
        let data = try Match.object(
            unitData,
            required: ["name": .string, "visibility": .string],
            optional: ["enabled": .boolean, "description": .string, "email": .string, "showOnOfflineForm": .boolean],
            strict: true)
        monitorIDs = try NewUnit.ids(
            unitMonitors, named: "monitorId", required: ["monitorId": .string, "username": .string])
        departmentIDs = try NewUnit.ids(
            unitDepartments, named: "departmentId", required: ["departmentId": .string])
        name = data["name"]?.string ?? ""
        visibility = data["visibility"]?.string ?? ""
    }

    /// Reads the body of `POST livechat/units`; other members are ignored (2.1).
    public init(body: JSONObject) throws {
        try self.init(
            unitData: body["unitData"], unitMonitors: body["unitMonitors"], unitDepartments: body["unitDepartments"])
    }

    private static func ids(
        _ value: JSON?, named key: String, required: KeyValuePairs<String, Match.Kind>
    ) throws -> [String] {
        try Match.array(value).enumerated().map { index, element in
            try Match.object(element, required: required, strict: false, at: "[\(index)]")[key]?.string ?? ""
        }
    }
}
