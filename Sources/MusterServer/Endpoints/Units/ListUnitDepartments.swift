import MusterModel
import MusterStore

/// `GET livechat/units/:unitId/departments` (contract 3.1).
enum ListUnitDepartments {
    static let about = About(
        "List a unit's departments", path: ["unitId": .string(Demo.unitID)], query: .paged, example: ["count": 10],
        answer: .page("departments", Department.sample))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let page = try call.page(naming: ListDepartments.queryable)
        return try await call.list("departments", \.wire) {
            try await call.store.departments(ofUnit: call.parameter("unitId"), page, for: call.caller, $0)
        }
    }
}
