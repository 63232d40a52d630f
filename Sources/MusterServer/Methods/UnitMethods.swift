import MusterModel
import MusterStore

/// The methods about units.
enum UnitMethods {
    /// `livechat:saveUnit [_id, unitData, unitMonitors, unitDepartments]`; without an id it creates.
    static func save(_ store: Store, _ caller: Caller, _ params: [JSON]) async throws -> JSON? {
        let id = try params.idOrNil(0)
        let new = try NewUnit(unitData: params.at(1), unitMonitors: params.at(2), unitDepartments: params.at(3))
        let unit: BusinessUnit
        if let id {
            unit = try await store.updateUnit(id, new, by: caller)
        } else {
            unit = try await store.createUnit(new, by: caller)
        }
        return .object(unit.wire)
    }

    /// `livechat:removeUnit [id]`.
    static func remove(_ store: Store, _ caller: Caller, _ params: [JSON]) async throws -> JSON? {
        try await store.deleteUnit(try params.text(0), by: caller)
        return true
    }

    /// `livechat:getUnitsFromUser []`.
    static func ofCaller(_ store: Store, _ caller: Caller, _ params: [JSON]) async throws -> JSON? {
        try await store.unitsAndDepartments(of: caller).map(JSON.texts)
    }
}
