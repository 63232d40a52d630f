import HTTPTypes
import MusterModel
import MusterStore

/// `GET settings/:_id` (contract 5.5).
enum ReadSetting {
    static let about = About(
        "Read a setting", path: ["_id": "API_Upper_Count_Limit"], answer: .success(of: sample))

    /// A setting and its value.
    static let sample: Sample = ["_id": "API_Upper_Count_Limit", "value": .anything(100)]

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let id = try call.parameter("_id")
        guard Settings.isKnown(id) else { return .json(.badRequest, ["success": false]) }
        return .success(["_id": .string(id), "value": call.settings.shown(id)])
    }
}
