import MusterModel
import MusterStore

/// `GET livechat/units/:unitId/departments/available` (contract 3.1, D35).
enum ListAvailableDepartments {
    static let about = About(
        "List departments a unit may have", path: ["unitId": .string(Demo.unitID)],
        query: Schema([
            "text": .string(), "onlyMyDepartments": Schema.flag, "count": .number, "offset": .number, "sort": .string(),
            "query": .string(), "fields": .string(),
        ]),
        example: ["text": "customer", "onlyMyDepartments": "false"],
        answer: .page("departments", Department.sample))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let departments = try await call.store.departmentsAvailable(
            toUnit: call.parameter("unitId"), named: call.query.searchText(),
            onlyMine: call.query.flag("onlyMyDepartments"), call.page(naming: ListDepartments.queryable),
            for: call.caller)
        return try call.reply("departments", departments, \.wire)
    }
}
