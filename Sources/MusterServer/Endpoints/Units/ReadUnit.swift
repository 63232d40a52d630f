import HTTPTypes
import MusterModel
import MusterStore

/// `GET livechat/units/:id` and `livechat/units.getOne` (contract 3.1, 3.3): an unknown unit is a bare null (D8).
enum ReadUnit {
    static let about = About("Read a unit", path: ["id": .string(Demo.unitID)], answer: answer)
    static let aboutOldName = About(
        "Read a unit", query: Parameters.schema,
        example: ["unitId": .string(Demo.unitID)],
        answer: answer)

    private static let answer: Sample = .nullable(.success(of: BusinessUnit.sample))

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let unitID: JSON?

        init(_ members: inout Members) { unitID = members.asSent("unitId", .string(), isRequired: true) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply { try await reply(call.parameter("id"), call) }

    static func handleOldName(_ call: Call<Caller>) async throws -> Reply {
        guard let id = Parameters(asSent: call.query).unitID?.string else {
            throw Failure.plain("Missing \"unitId\" query parameter")
        }
        return try await reply(id, call)
    }

    private static func reply(_ id: String, _ call: Call<Caller>) async throws -> Reply {
        guard let unit = try await call.store.unit(id, for: call.caller) else { return .json(.ok, .null) }
        return .success(unit.wire)
    }
}
