import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Answers kept byte for byte in `Golden/`, the same on every engine.
@Suite("Answers are the golden ones", .holds("1.1", "1.4", "1.5", "1.8"))
struct GoldenTests {
    /// The page's example, with ids of the test world.
    static let page =
        #"{"unitData":{"name":"unitxx2","visibility":"public"},"unitMonitors":[{"monitorId":"id-monitorA","#
        + #""username":"testerio"}],"unitDepartments":[{"departmentId":"dep-4"}]}"#
    static let department =
        #"{"department":{"name":"Returns","email":"returns@example.com","enabled":true,"showOnRegistration":false,"#
        + #""showOnOfflineForm":true,"description":"d","floor":3},"agents":[{"agentId":"id-agent","count":2}],"#
        + #""departmentUnit":{"_id":"unit-b"}}"#
    static let renamed = department.replacing(#""agentId":"id-agent","count":2"#, with: #""agentId":"id-plain""#)
    static let user =
        #"{"username":"mira","name":"Mira","email":"mira@example.com","password":"p","bio":"b","nickname":"n"}"#
    static let blocked = #"{"user":"admin","password":"wrong"}"#

    static let files: [(name: String, request: String, who: Who, body: String?)] = [
        ("create-unit", "POST livechat/units", .admin, page),
        ("create-unit-400", "POST livechat/units", .admin, "{}"),
        ("create-unit-401", "POST livechat/units", .nobody, page),
        ("create-unit-403", "POST livechat/units", .plain, page),
        ("malformed-body", "POST livechat/units", .admin, #"{"unitData": oops}"#),
        ("unknown-path", "GET nothing", .nobody, nil), ("unknown-method", "PUT livechat/units", .nobody, nil),
        ("options", "OPTIONS livechat/units", .nobody, nil), ("head-units", "HEAD livechat/units", .admin, nil),
        ("update-unit", "POST livechat/units/unit-a", .admin, page),
        ("delete-unit", "DELETE livechat/units/unit-a", .admin, nil),
        ("delete-unit-400", "DELETE livechat/units/nothing", .admin, nil),
        ("list-units", "GET livechat/units", .admin, nil), ("read-unit", "GET livechat/units/unit-a", .admin, nil),
        ("read-unit-null", "GET livechat/units/nothing", .admin, nil),
        ("list-unit-departments", "GET livechat/units/unit-a/departments", .admin, nil),
        ("list-available-departments", "GET livechat/units/unit-b/departments/available", .admin, nil),
        ("list-unit-monitors", "GET livechat/units/unit-a/monitors", .admin, nil),
        ("old-units-list", "GET livechat/units.list?count=1", .admin, nil),
        ("list-monitors", "GET livechat/monitors?count=2", .admin, nil),
        ("read-monitor", "GET livechat/monitors/monitorA", .admin, nil),
        ("create-monitor", "POST livechat/monitors.create", .admin, #"{"username":"agent"}"#),
        ("list-departments", "GET livechat/department?showArchived=true&text=i", .admin, nil),
        ("create-department", "POST livechat/department", .admin, department),
        ("update-department", "PUT livechat/department/dep-1", .admin, renamed),
        ("read-department", "GET livechat/department/dep-1", .admin, nil),
        ("read-department-null", "GET livechat/department/nothing", .admin, nil),
        ("delete-department", "DELETE livechat/department/dep-1", .admin, nil),
        ("archive-department", "POST livechat/department/dep-1/archive", .admin, nil),
        ("list-archived-departments", "GET livechat/departments/archived", .admin, nil),
        (
            "autocomplete-departments", "GET livechat/department.autocomplete?selector=%7B%22term%22:%22S%22%7D",
            .admin, nil
        ),
        ("list-departments-by-ids", "GET livechat/department.listByIds?ids[]=dep-1", .admin, nil),
        ("list-department-agents", "GET livechat/department/dep-1/agents", .admin, nil),
        ("list-agent-departments", "GET livechat/agents/id-agent/departments", .admin, nil),
        ("list-agents", "GET livechat/users/agent", .admin, nil),
        ("create-agent", "POST livechat/users/agent", .admin, #"{"username":"plain"}"#),
        ("read-agent", "GET livechat/users/agent/id-agent", .admin, nil),
        ("set-agent-status-404", "POST livechat/agent.status", .admin, #"{"status":"available","agentId":"id-plain"}"#),
        ("create-role-400", "POST roles.create", .admin, #"{"name":"admin"}"#),
        ("list-users-in-role", "GET roles.getUsersInRole?role=livechat-agent", .admin, nil),
        ("add-user-to-role", "POST roles.addUserToRole", .admin, #"{"username":"plain","roleId":"livechat-agent"}"#),
        ("update-user", "POST users.update", .admin, #"{"userId":"id-plain","data":{"nickname":"n"}}"#),
        ("read-user-status", "GET users.getStatus?username=agent", .admin, nil),
        ("list-presence", "GET users.presence", .admin, nil),
        ("read-presence", "GET users.getPresence?username=agent", .admin, nil),
        ("read-preferences", "GET users.getPreferences", .plain, nil),
        ("deactivate-idle", "POST users.deactivateIdle", .admin, #"{"daysIdle":30}"#),
        ("read-avatar", "GET users.getAvatar?username=agent", .nobody, nil),
        ("read-avatar-image", "GET /avatar/agent", .nobody, nil),
        ("set-avatar-400", "POST users.setAvatar", .admin, #"{"avatarUrl":"https://example.com/a.png"}"#),
        ("reset-avatar", "POST users.resetAvatar", .admin, #"{"userId":"id-agent"}"#),
        ("forgot-password-400", "POST users.forgotPassword", .nobody, #"{"email":"plain@example.com"}"#),
        ("reset-password-400", "POST /api/muster/v1/password-reset", .nobody, #"{"token":"t","password":"p"}"#),
        ("create-token", "POST users.createToken", .plain, #"{"userId":"id-plain"}"#),
        ("create-token-400", "POST users.createToken", .admin, #"{"userId":"id-plain"}"#),
        ("licenses-info", "GET licenses.info?loadValues=true", .admin, nil),
        ("licenses-is-enterprise", "GET licenses.isEnterprise", .plain, nil),
        ("licenses-max-active-users", "GET licenses.maxActiveUsers", .plain, nil),
        ("read-setting", "GET settings/API_Upper_Count_Limit", .admin, nil),
        ("save-setting-400", "POST settings/nothing", .admin, #"{"value":1}"#),
        ("create-user", "POST users.create", .admin, user),
        ("create-user-400", "POST users.create", .admin, #"{"username":"mira"}"#),
        ("read-user", "GET users.info?username=agent", .admin, nil),
        ("read-user-other", "GET users.info?username=agent", .plain, nil),
        ("list-users", "GET users.list?count=2&offset=1", .admin, nil),
        ("list-users-found", #"GET users.list?query={"username":"agent"}&fields={"username":1}"#, .admin, nil),
        ("list-users-400", #"GET users.list?query={"emails.address":"agent@example.com"}"#, .plain, nil),
        ("read-user-by-email", "GET users.info?email=agent@example.com", .admin, nil),
        ("autocomplete-users", #"GET users.autocomplete?selector={"term":"agent"}"#, .plain, nil),
        ("list-directory", "GET directory?type=users&text=agent", .admin, nil),
        ("list-users-in-public-roles", "GET roles.getUsersInPublicRoles", .plain, nil),
        ("set-active-status", "POST users.setActiveStatus", .admin, #"{"userId":"id-agent","activeStatus":false}"#),
        ("delete-user", "POST users.delete", .admin, #"{"userId":"id-agent"}"#),
        ("log-in", "POST login", .nobody, #"{"user":"plain","password":"password of plain"}"#),
        ("log-in-401", "POST login", .nobody, blocked), ("log-out", "POST logout", .plain, nil),
        ("me", "GET me", .admin, nil), ("info", "GET /api/info", .nobody, nil),
        ("health-live", "GET /health/live", .nobody, nil), ("health-ready", "GET /health/ready", .nobody, nil),
        (
            "call-method", "POST method.call/livechat:removeUnit", .admin,
            #"{"message":"{\"msg\":\"method\",\"id\":\"1\",\"method\":\"livechat:removeUnit\",\"params\":[\"x\"]}"}"#
        ),
    ]

    @Test(.holds("3.1.17"), arguments: TestEngine.allCases, files)
    func `each file is what comes over the wire`(
        _ engine: TestEngine, _ file: (name: String, request: String, who: Who, body: String?)
    ) async throws {
        try await TestServer.run(engine, changingNothing: file.request.hasPrefix("GET ")) { server in
            let parts = file.request.split(separator: " ").map(String.init)
            let answer = try await server.send(parts[0], parts[1], as: file.who, body: file.body)
            try GoldenFile(file.name).check(request: "\(file.request) (as \(file.who))", body: file.body, answer)
        }
    }

    @Test
    func `every file belongs to a row`() throws {
        #expect(try GoldenFile.names() == Self.files.map(\.name).sorted())
    }
}
