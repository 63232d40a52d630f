import HTTPTypes
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Every route of the table, tried by everybody. A route without a row here fails.
@Suite("Nobody passes a route that is not for him")
struct AuthorizationCoverageTests {
    private static let everybody = Set(Who.people).subtracting([.inactive])
    private static let unitManagers: Set<Who> = [.admin, .manager]
    private static let unitReaders: Set<Who> = [.admin, .manager, .monitorA, .monitorB, .idleMonitor]
    private static let departmentManagers: Set<Who> = unitReaders
    private static let departmentViewers: Set<Who> = unitReaders.union([.agent])

    /// Open to all, without a login.
    private static let open = Set(Who.allCases)

    /// Who may pass.
    private static let table: [String: Set<Who>] = [
        "GET /health/live": open, "GET /health/ready": open, "GET /api/info": open,
        "POST /api/v1/login": open, "POST /api/v1/method.callAnon/:method": open,
        "POST /api/v1/logout": everybody, "GET /api/v1/logout": everybody, "GET /api/v1/me": everybody,
        "GET /api/v1/livechat/units": unitReaders, "POST /api/v1/livechat/units": unitManagers,
        "GET /api/v1/livechat/units/:id": unitReaders, "POST /api/v1/livechat/units/:id": unitManagers,
        "DELETE /api/v1/livechat/units/:id": unitManagers,
        "GET /api/v1/livechat/units/:unitId/departments": unitManagers,
        "GET /api/v1/livechat/units/:unitId/departments/available": unitManagers,
        "GET /api/v1/livechat/units/:unitId/monitors": unitManagers, "GET /api/v1/livechat/monitors": unitManagers,
        "GET /api/v1/livechat/monitors/:username": unitManagers,
        "POST /api/v1/livechat/monitors.create": unitManagers, "POST /api/v1/livechat/monitors.delete": unitManagers,
        "GET /api/v1/livechat/units.list": unitReaders, "GET /api/v1/livechat/units.getOne": unitReaders,
        "GET /api/v1/livechat/unitMonitors.list": unitManagers, "GET /api/v1/livechat/monitors.list": unitManagers,
        "GET /api/v1/livechat/monitors.getOne": unitManagers,
        "GET /api/v1/livechat/departments.by-unit/:unitId": unitManagers,
        "GET /api/v1/livechat/departments.available-by-unit/:unitId": unitManagers,
        "GET /api/v1/livechat/department": departmentViewers, "POST /api/v1/livechat/department": departmentManagers,
        "GET /api/v1/livechat/department/:_id": departmentViewers,
        "PUT /api/v1/livechat/department/:_id": departmentManagers,
        "DELETE /api/v1/livechat/department/:_id": departmentManagers,
        "POST /api/v1/users.create": everybody, "GET /api/v1/users.info": everybody,
        "GET /api/v1/users.list": everybody, "POST /api/v1/users.delete": [.admin],
        "POST /api/v1/users.setActiveStatus": [.admin], "POST /api/v1/method.call/:method": everybody,
    ]

    private static let forbidden =
        #"{"success":false,"error":"User does not have the permissions required for this action [error-unauthorized]"}"#
    private static let unknown =
        #"{"success":false,"error":"You must be logged in to do this.","status":"error","message":"You must be logged in to do this."}"#

    @Test
    func `every route has a row, and every row a route`() {
        let routes = Set(Routes.all.map { "\($0.method.rawValue) \($0.path)" })
        #expect(routes == Set(Self.table.keys))
        #expect(routes.count == Routes.all.count)
    }

    @Test(arguments: TestEngine.allCases, Routes.all.map { "\($0.method.rawValue) \($0.path)" })
    func `refusals come before the body is looked at and before existence`(_ engine: TestEngine, _ row: String)
        async throws
    {
        guard let found = Self.table[row] else { return }
        let parts = row.split(separator: " ")
        try await TestServer.run(engine) { server in
            for who in Who.allCases {
                for id in ["unit-a", "nothing"] {
                    let path = parts[1].split(separator: "/").map { $0.hasPrefix(":") ? id : String($0) }
                    // A body that is no JSON: whoever is refused must be refused without it being read.
                    let answer = try await server.send(
                        String(parts[0]), "/" + path.joined(separator: "/"), as: who,
                        body: parts[0] == "GET" ? nil : "{")
                    Self.check(answer, who, allowed: found)
                }
            }
        }
    }

    private static func check(_ answer: HTTPAnswer, _ who: Who, allowed: Set<Who>) {
        let isLoggedIn = ![.nobody, .stranger, .inactive].contains(who)
        if allowed == open {
            #expect(answer.status != 403 && answer.status < 500, "\(who): \(answer.text)")
        } else if !isLoggedIn {
            #expect(answer.status == 401 && answer.text == unknown, "\(who): \(answer.text)")
        } else if !allowed.contains(who) {
            #expect(answer.status == 403 && answer.text == forbidden, "\(who): \(answer.text)")
        } else {
            #expect(answer.status != 403 && answer.status < 500, "\(who): \(answer.text)")
        }
    }
}
