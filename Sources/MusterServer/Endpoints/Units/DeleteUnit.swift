import HTTPTypes
import MusterModel
import MusterStore

/// `DELETE livechat/units/:id` (contract 3.1): answers the bare number 1 (D7).
enum DeleteUnit {
    static let about = About("Delete a unit", path: ["id": .string(Demo.unitID)], answer: .always(1))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        try await call.store.deleteUnit(call.parameter("id"), by: call.caller)
        return .json(.ok, 1)
    }
}
