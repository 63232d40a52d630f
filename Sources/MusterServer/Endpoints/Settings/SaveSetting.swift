import HTTPTypes
import MusterModel
import MusterStore

/// `POST settings/:_id` (contract 5.5, D29, D72).
enum SaveSetting {
    static let about = About(
        "Change a setting", path: ["_id": "API_Upper_Count_Limit"],
        body: Body.schema, example: ["value": 200])

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self, isOpen: true)
        let value: JSON?

        init(_ members: inout Members) { value = members.asSent("value", .anything, isRequired: true) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let id = try call.parameter("_id")
        let body = Body(asSent: try await call.body())
        guard Settings.isKnown(id), let value = body.value else { return .json(.badRequest, ["success": false]) }
        guard call.services.options.overwrittenSettings[id].map({ $0 == value }) ?? true else {
            throw Failure.typed("The environment of the server sets \(id)", "error-setting-overwritten")
        }
        try await call.store.saveSetting(id, value, by: call.caller)
        return .success()
    }
}
