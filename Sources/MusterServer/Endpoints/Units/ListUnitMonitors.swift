import MusterModel
import MusterStore

/// `GET livechat/units/:unitId/monitors` and `livechat/unitMonitors.list` (contract 3.1, 3.3).
enum ListUnitMonitors {
    static let about = About(
        "List a unit's monitors", path: ["unitId": .string(Demo.unitID)],
        query: RequestSchema(["count": .number, "offset": .number, "fields": .string()]),
        example: ["count": 10], answer: answer)
    static let aboutOldName = About(
        "List a unit's monitors",
        query: Parameters.schema,
        example: ["unitId": .string(Demo.unitID)], answer: answer)

    private static let answer: Sample = .success(["monitors": [UnitMonitor.sample]])

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let unitID: JSON?

        init(_ members: inout Members) {
            unitID = members.asSent("unitId", .string(), isRequired: true)
            members.unused("count", .number)
            members.unused("offset", .number)
            members.unused("fields", .string())
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply { try await reply(call.parameter("unitId"), call) }

    static func handleOldName(_ call: Call<Caller>) async throws -> Reply {
        guard let id = Parameters(asSent: call.query).unitID?.string else {
            throw Failure.plain("The \"unitId\" parameter is required")
        }
        return try await reply(id, call)
    }

    private static func reply(_ id: String, _ call: Call<Caller>) async throws -> Reply {
        // The original pages nothing here; a client that asks for a page gets it (D17).
        let page = try call.pageIfAsked()
        let monitors = try await call.store.monitors(ofUnit: id)
        let part = Array(monitors.dropFirst(page.offset).prefix(page.count ?? .max))
        return .success(["monitors": try call.rows(part, \.wire)])
    }
}
