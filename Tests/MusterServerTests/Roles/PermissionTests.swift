import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.4.
@Suite("Permissions are listed and given to roles", .holds("5.4"))
struct PermissionTests {
    static let scenarios: [Scenario] = [
        Scenario(
            "all are answered when some are changed", "POST permissions.update",
            body:
                #"{"permissions":[{"_id":"view-l-room","roles":["admin"]},{"_id":"change-setting-Site_Url","roles":["user"]}]}"#,
            status: 200,
            contains: [
                #"{"_id":"view-l-room","roles":["admin"]"#, #""settingId":"Site_Url","sorter":0,"roles":["user"]"#,
                #"{"_id":"assign-roles""#,
            ], events: ["permission.changed", "permission.changed"], holds: "5.4.17"),
        Scenario(
            "what is so already changes nothing", "POST permissions.update",
            body: #"{"permissions":[{"_id":"assign-roles","roles":["admin"]}]}"#, status: 200),
        Scenario(
            "an unknown role changes nothing at all", "POST permissions.update",
            body: #"{"permissions":[{"_id":"view-l-room","roles":["user"]},{"_id":"assign-roles","roles":["none"]}]}"#,
            status: 400, contains: [#"{"success":false,"error":"Invalid role","errorType":"error-invalid-role"}"#],
            holds: "5.4.13"),
        Scenario(
            "an unknown permission neither", "POST permissions.update",
            body: #"{"permissions":[{"_id":"none","roles":["user"]}]}"#, status: 400,
            contains: [#"{"success":false,"error":"Invalid permission","errorType":"error-invalid-permission"}"#],
            holds: "5.4.10"),
        Scenario(
            "nor a permission twice", "POST permissions.update",
            body: #"{"permissions":[{"_id":"view-l-room","roles":["user"]},{"_id":"view-l-room","roles":[]}]}"#,
            status: 400, contains: ["Invalid permission"], holds: "5.4.12"),
    ]

    static let shapes = [
        "{}", #"{"permissions":1}"#, #"{"permissions":[1]}"#, #"{"permissions":[{"_id":"view-l-room"}]}"#,
        #"{"permissions":[{"_id":"view-l-room","roles":["user","user"]}]}"#,
        #"{"permissions":[{"_id":"view-l-room","roles":[1]}]}"#, #"{"permissions":[],"x":1}"#,
        #"{"permissions":[{"_id":"view-l-room","roles":[],"x":1}]}"#,
    ].map { (body: String) in
        Scenario(
            "\(body) is no such body", "POST permissions.update", body: body, status: 400,
            contains: [
                #"{"success":false,"error":"Invalid body params","errorType":"error-invalid-body-params"}"#
            ])
    }

    @Test(.holds("5.4.8", "5.4.9"), arguments: TestEngine.allCases, scenarios + shapes)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
