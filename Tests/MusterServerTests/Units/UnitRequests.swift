import Foundation
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// The body that saves a unit; user names in it are wrong on purpose, for they count for nothing (contract 2.3).
func unitBody(
    _ name: String, monitors: [String] = [], departments: [String] = [], visibility: String = "public"
) -> String {
    let monitors = monitors.map { #"{"monitorId":"\#($0)","username":"of nobody"}"# }.joined(separator: ",")
    let departments = departments.map { #"{"departmentId":"\#($0)"}"# }.joined(separator: ",")
    let data = #"{"name":"\#(name)","visibility":"\#(visibility)"}"#
    return #"{"unitData":\#(data),"unitMonitors":[\#(monitors)],"unitDepartments":[\#(departments)]}"#
}

/// A value of a query, every special character escaped.
func queryValue(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.intersection(.init(charactersIn: "\0"..."~")))
        ?? text
}

/// Whether the whole text is as a regular expression says.
func isWhole(_ text: String, _ pattern: String) -> Bool {
    (try? Regex(pattern).wholeMatch(in: text)) ?? nil != nil
}

/// Answers of contract 3.1 that several suites expect.
enum UnitAnswer {
    static let unknownOnUpdate =
        #"{"success":false,"error":"Unit not found [error-unit-not-found]","errorType":"error-unit-not-found","#
        + #""details":{"method":"livechat:saveUnit"}}"#
    static let unknownOnDelete =
        #"{"success":false,"error":"Unit not found [unit-not-found]","errorType":"unit-not-found","#
        + #""details":{"method":"livechat:removeUnit"}}"#
    static let noPermission =
        #"{"success":false,"error":"User does not have the permissions required for this action "#
        + #"[error-unauthorized]"}"#
}

/// Whom and what a unit groups, by user name and department id, both in byte order.
struct UnitMembers: Equatable {
    let monitors: [String]
    let departments: [String]

    init(_ monitors: [String], _ departments: [String]) {
        self.monitors = monitors
        self.departments = departments
    }
}

extension JSON {
    /// The member at the end of these keys.
    func found(_ keys: String...) -> JSON? { keys.reduce(self as JSON?) { $0?.object?[$1] } }

    /// That member of every element of a list inside the object.
    func each(_ list: String, _ key: String) -> [String] {
        (found(list)?.array ?? []).map { $0.found(key)?.string ?? "(no \(key))" }
    }
}

extension TestServer {
    /// The JSON of an answer that must be a 200.
    func fetch(
        _ method: String, _ path: String, as who: Who = .admin, body: String? = nil,
        _ sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSON {
        let answer = try await send(method, path, as: who, body: body)
        try #require(answer.status == 200, "\(method) \(path): \(answer.text)", sourceLocation: sourceLocation)
        return try #require(answer.json, sourceLocation: sourceLocation)
    }

    /// Makes a unit and returns its id.
    func makeUnit(
        _ name: String, monitors: [String] = [], departments: [String] = [], visibility: String = "public",
        as who: Who = .admin, _ sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let body = unitBody(name, monitors: monitors, departments: departments, visibility: visibility)
        let unit = try await fetch("POST", "livechat/units", as: who, body: body, sourceLocation)
        return try #require(unit.found("_id")?.string, sourceLocation: sourceLocation)
    }

    /// A unit's members; its two counts must say the same, in the unit itself and in the list of units.
    func members(
        ofUnit id: String, _ sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> UnitMembers {
        let unit = try await fetch("GET", "livechat/units/\(id)", sourceLocation)
        let monitors = try await fetch("GET", "livechat/units/\(id)/monitors", sourceLocation)
        let departments = try await fetch("GET", "livechat/units/\(id)/departments?count=0", sourceLocation)
        let list = try await fetch("GET", "livechat/units?count=0", sourceLocation)
        let listed = list.found("units")?.array?.first { $0.found("_id")?.string == id }
        let names = monitors.each("monitors", "username").sorted()
        let ids = departments.each("departments", "_id").sorted()
        for shown in [unit, listed] {
            #expect(shown?.found("numMonitors") == .int(names.count), sourceLocation: sourceLocation)
            #expect(shown?.found("numDepartments") == .int(ids.count), sourceLocation: sourceLocation)
        }
        #expect(departments.found("total") == .int(ids.count), sourceLocation: sourceLocation)
        return UnitMembers(names, ids)
    }

    /// The parent that a department shows: a unit's id, `null`, or nothing at all, with `ancestors` saying the same.
    func parent(
        ofDepartment id: String, _ sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSON? {
        let department = try await fetch("GET", "livechat/department/\(id)", sourceLocation).found("department")
        let parent = department?.found("parentId")
        let ancestors: JSON? = if case .string? = parent { .array([parent ?? .null]) } else { parent }
        #expect(department?.found("ancestors") == ancestors, sourceLocation: sourceLocation)
        return parent
    }

    /// Everything that saving a unit could change: rows of each table, units, departments, events.
    func snapshot() async throws -> [String] {
        var lines: [String] = []
        for table in ["users", "user_roles", "units", "unit_monitors", "departments", "department_agents", "events"] {
            lines.append("\(table) \(try await world.number("SELECT count(*) FROM \(table)"))")
        }
        for path in ["livechat/units?count=0", "livechat/department?count=0&showArchived=true"] {
            lines.append(try await send("GET", path).text)
        }
        for id in ["unit-a", "unit-b"] { lines.append(try await send("GET", "livechat/units/\(id)/monitors").text) }
        return lines
    }
}
