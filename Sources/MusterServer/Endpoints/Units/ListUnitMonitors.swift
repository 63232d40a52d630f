import MusterModel
import MusterStore

/// `GET livechat/units/:unitId/monitors` and `livechat/unitMonitors.list` (contract 3.1, 3.3).
enum ListUnitMonitors {
    static func handle(_ call: Call<Caller>) async throws -> Reply { try await reply(call.parameter("unitId"), call) }

    static func handleOldName(_ call: Call<Caller>) async throws -> Reply {
        guard let id = call.query["unitId"] else { throw Failure.plain("The \"unitId\" parameter is required") }
        return try await reply(id, call)
    }

    private static func reply(_ id: String, _ call: Call<Caller>) async throws -> Reply {
        .success(["monitors": .array(try await call.store.monitors(ofUnit: id).map(\.wire))])
    }
}
