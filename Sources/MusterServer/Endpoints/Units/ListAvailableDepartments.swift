import MusterModel
import MusterStore

/// `GET livechat/units/:unitId/departments/available` (contract 3.1, D35).
enum ListAvailableDepartments {
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let departments = try await call.store.departmentsAvailable(
            toUnit: call.parameter("unitId"), named: call.query.searchText(),
            onlyMine: call.query.flag("onlyMyDepartments"), call.page(), for: call.caller)
        return try call.reply("departments", departments, \.wire)
    }
}
