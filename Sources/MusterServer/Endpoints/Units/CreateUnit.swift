import MusterModel
import MusterStore

/// `POST livechat/units` (contract 2).
enum CreateUnit {
    static let about = About(
        "Create a unit", body: NewUnit.Body.schema, example: example("unitxx2"),
        answer: .success(of: BusinessUnit.sample))

    static func example(_ name: String) -> JSONObject {
        [
            "unitData": ["name": .string(name), "visibility": "public"],
            "unitMonitors": [["monitorId": .string(Demo.monitorID), "username": "testerio"]],
            "unitDepartments": [["departmentId": .string(Demo.departmentID)]],
        ]
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let new = try NewUnit(body: try await call.body())
        return .success(try await call.store.createUnit(new, by: call.caller).wire)
    }
}
