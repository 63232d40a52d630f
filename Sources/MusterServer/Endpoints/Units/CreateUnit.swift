import MusterModel
import MusterStore

/// `POST livechat/units` (contract 2).
enum CreateUnit {
    static let about = About(
        "Create a unit", body: schema, example: example("unitxx2"), answer: .success(of: BusinessUnit.sample))

    /// What `NewUnit` asks of a body, in the words of the document.
    static let schema = Schema(
        required: ["unitData", "unitMonitors", "unitDepartments"],
        [
            "unitData": .object(
                Schema(
                    required: ["name", "visibility"],
                    [
                        "name": .string(), "visibility": .string(), "enabled": .boolean, "description": .string(),
                        "email": .string(), "showOnOfflineForm": .boolean,
                    ])),
            "unitMonitors": .array(
                .object(
                    Schema(
                        required: ["monitorId", "username"], ["monitorId": .string(), "username": .string()],
                        isOpen: true))),
            "unitDepartments": .array(
                .object(Schema(required: ["departmentId"], ["departmentId": .string()], isOpen: true))),
        ], isOpen: true)

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
