import HTTPTypes
import MusterModel
import MusterStore

/// `GET settings/:_id` (contract 5.5).
enum ReadSetting {
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let id = call.parameter("_id")
        guard Settings.isKnown(id) else { return .json(.badRequest, ["success": false]) }
        return .success(["_id": .string(id), "value": call.settings[id]])
    }
}
