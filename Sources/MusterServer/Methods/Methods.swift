import MusterModel
import MusterStore

/// One method of `method.call`.
struct Method: Sendable {
    /// All of them are needed; lacking one is `error-not-allowed` inside the answer.
    let permissions: [String]
    /// The result, nil for undefined.
    let run: @Sendable (_ store: Store, _ caller: Caller, _ params: [JSON]) async throws -> JSON?
}

/// The table of methods (contract 3.4): each calls the same store operation as its endpoint.
enum Methods {
    static let all: [String: Method] = [
        "livechat:saveUnit": Method(permissions: ["manage-livechat-units"], run: UnitMethods.save),
        "livechat:removeUnit": Method(permissions: ["manage-livechat-units"], run: UnitMethods.remove),
        "livechat:getUnitsFromUser": Method(permissions: [], run: UnitMethods.ofCaller),
        "livechat:addMonitor": Method(permissions: ["manage-livechat-monitors"], run: MonitorMethods.add),
        "livechat:removeMonitor": Method(permissions: ["manage-livechat-monitors"], run: MonitorMethods.remove),
        "livechat:saveDepartment": Method(permissions: ["manage-livechat-departments"], run: DepartmentMethods.save),
        "livechat:saveAgentInfo": Method(permissions: ["manage-livechat-agents"], run: AgentMethods.save),
    ]
}

extension [JSON] {
    /// A parameter, nil when there are fewer.
    func at(_ index: Int) -> JSON? { indices.contains(index) ? self[index] : nil }

    /// A parameter that must be a text.
    func text(_ index: Int) throws -> String {
        guard let value = at(index) else { throw Failure.match("Expected string, got undefined") }
        try Match.check(value, .string(), at: "")
        return value.string ?? ""
    }

    /// An id that may be null or empty for something new; any other kind of value is a Match error.
    func idOrNil(_ index: Int) throws -> String? {
        guard let value = at(index), value != .null else { return nil }
        try Match.check(value, .string(), at: "")
        return value == "" ? nil : value.string
    }
}
