import MusterModel
import MusterStore

/// The methods about departments.
enum DepartmentMethods {
    /// `livechat:saveDepartment [_id, data, agents, departmentUnit?]`; without an id it creates.
    static func save(_ store: Store, _ caller: Caller, _ params: [JSON]) async throws -> JSON? {
        let id = try params.idOrNil(0)
        let unit = try unitChange(params.at(3))
        let change = DepartmentChange(
            id: id, department: params.at(1), agents: params.at(2)?.array, unit: unit, needsAgents: true)
        return try await store.saveDepartment(change, by: caller).now.wire
    }

    /// An `_id` that is no text, null too, is refused; no `departmentUnit` changes nothing (contract 4.3).
    private static func unitChange(_ value: JSON?) throws -> UnitChange {
        guard let value, value != .null else { return .keep }
        if let object = value.object {
            switch NamedUnit(asSent: object).id {
            case nil, "": return .detach
            case .string(let id): return .attach(to: id)
            default: break
            }
        }
        throw Failure.typed(
            "Invalid department unit id provided", "error-invalid-department-unit", method: "livechat:saveDepartment")
    }
}
