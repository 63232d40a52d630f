import MusterModel
import MusterStore

/// `DELETE livechat/department/:_id` (contract 4.4, D29).
enum DeleteDepartment {
    static let about = About("Delete a department", path: ["_id": .string(Demo.departmentID)])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        try await call.store.deleteDepartment(call.parameter("_id"), by: call.caller)
        return .success()
    }
}
