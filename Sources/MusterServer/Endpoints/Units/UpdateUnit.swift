import MusterModel
import MusterStore

/// `POST livechat/units/:id` (contract 3.1).
enum UpdateUnit {
    static let about = About(
        "Update a unit", path: ["id": .string(Demo.unitID)], body: NewUnit.Body.schema,
        example: CreateUnit.example("After Sales and Support"), answer: .success(of: BusinessUnit.sample))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let new = try NewUnit(body: try await call.body())
        return .success(try await call.store.updateUnit(call.parameter("id"), new, by: call.caller).wire)
    }
}
