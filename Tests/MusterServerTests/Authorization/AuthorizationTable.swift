import MusterTestWorld

/// What a route asks of who uses it, in the contract's words.
enum Asked: Sendable {
    /// Nothing: nobody need be logged in.
    case nothing
    /// A login.
    case login
    /// Every one of these permissions.
    case all([String])
    /// Any one of these permissions.
    case any([String])
    /// The permission, or the role livechat-monitor (D12).
    case permissionOrMonitor(String)

    /// The permissions it names.
    var permissions: [String] {
        switch self {
        case .nothing, .login: []
        case .all(let names), .any(let names): names
        case .permissionOrMonitor(let name): [name]
        }
    }
}

/// Who may use which route: written down here once more, apart from the server's own table.
///
/// A new route needs a row; what it asks comes from the contract, who passes from section 7's default roles.
enum AuthorizationTable {
    struct Row: Sendable {
        let asks: Asked
        let who: Set<Who>

        init(_ asks: Asked, _ who: Set<Who>) {
            self.asks = asks
            self.who = who
        }
    }

    /// Routes that need no login; a new one must be named here.
    static let open: Set<String> = [
        "GET /health/live", "GET /health/ready", "GET /api/info", "GET /api/muster/v1/openapi.json", "GET /docs",
        "POST /api/v1/login",
        "POST /api/v1/method.callAnon/:method", "GET /api/v1/settings.public", "GET /api/v1/settings.oauth",
        "GET /api/v1/service.configurations", "POST /api/v1/users.register", "GET /api/v1/users.getAvatar",
        "GET /avatar/:username", "POST /api/v1/users.forgotPassword", "POST /api/muster/v1/password-reset",
    ]

    /// Who has a token that is good.
    static let everybody: Set<Who> = [
        .admin, .manager, .monitorA, .monitorB, .idleMonitor, .agent, .plain, .guest,
    ]
    private static let unitManagers: Set<Who> = [.admin, .manager]
    private static let unitReaders: Set<Who> = [.admin, .manager, .monitorA, .monitorB, .idleMonitor]
    private static let departmentViewers: Set<Who> = unitReaders.union([.agent])

    private static let openToAll = Row(.nothing, Set(Who.allCases))
    private static let login = Row(.login, everybody)
    private static let units = Row(.all(["manage-livechat-units"]), unitManagers)
    private static let unitReading = Row(.permissionOrMonitor("manage-livechat-units"), unitReaders)
    private static let monitors = Row(.all(["manage-livechat-monitors"]), unitManagers)
    private static let departmentReading = Row(
        .any(["view-livechat-departments", "view-l-room"]), departmentViewers)

    private static let departmentManaging = Row(.all(["manage-livechat-departments"]), unitReaders)
    private static let managers = Row(.all(["view-livechat-manager"]), unitReaders)

    private static let statistics = Row(.all(["view-statistics"]), [.admin])
    private static let accessPermissions = Row(.all(["access-permissions"]), [.admin])

    static let rows: [String: Row] = [
        "GET /health/live": openToAll, "GET /health/ready": openToAll, "GET /api/info": openToAll,
        "GET /api/muster/v1/openapi.json": openToAll, "GET /docs": openToAll,
        "POST /api/v1/login": openToAll, "POST /api/v1/method.callAnon/:method": openToAll,
        "POST /api/v1/logout": login, "GET /api/v1/logout": login, "GET /api/v1/me": login,
        "POST /api/v1/method.call/:method": login,
        "GET /api/v1/livechat/units": unitReading, "POST /api/v1/livechat/units": units,
        "GET /api/v1/livechat/units/:id": unitReading, "POST /api/v1/livechat/units/:id": units,
        "DELETE /api/v1/livechat/units/:id": units, "GET /api/v1/livechat/units/:unitId/departments": units,
        "GET /api/v1/livechat/units/:unitId/departments/available": units,
        "GET /api/v1/livechat/units/:unitId/monitors": monitors, "GET /api/v1/livechat/monitors": monitors,
        "GET /api/v1/livechat/monitors/:username": monitors, "POST /api/v1/livechat/monitors.create": monitors,
        "POST /api/v1/livechat/monitors.delete": monitors,
        "GET /api/v1/livechat/units.list": unitReading, "GET /api/v1/livechat/units.getOne": unitReading,
        "GET /api/v1/livechat/unitMonitors.list": monitors, "GET /api/v1/livechat/monitors.list": monitors,
        "GET /api/v1/livechat/monitors.getOne": monitors,
        "GET /api/v1/livechat/departments.by-unit/:unitId": units,
        "GET /api/v1/livechat/departments.available-by-unit/:unitId": units,
        "GET /api/v1/livechat/department": departmentReading,
        "GET /api/v1/livechat/department/:_id": departmentReading,
        "POST /api/v1/livechat/department": Row(.all(["manage-livechat-departments"]), unitReaders),
        "PUT /api/v1/livechat/department/:_id": Row(
            .any(["manage-livechat-departments", "add-livechat-department-agents"]), unitReaders),
        "DELETE /api/v1/livechat/department/:_id": Row(
            .any(["manage-livechat-departments", "remove-livechat-department"]), unitReaders),
        "GET /api/v1/livechat/departments/archived": departmentReading,
        "POST /api/v1/livechat/department/:_id/archive": departmentManaging,
        "POST /api/v1/livechat/department/:_id/unarchive": departmentManaging,
        "GET /api/v1/livechat/department.autocomplete": departmentReading,
        "GET /api/v1/livechat/department.listByIds": departmentReading,
        "GET /api/v1/livechat/department/isDepartmentCreationAvailable": Row(
            .any(["view-livechat-departments", "manage-livechat-departments"]), unitReaders),
        "GET /api/v1/livechat/department/:_id/agents": departmentReading,
        "POST /api/v1/livechat/department/:_id/agents": Row(
            .any(["manage-livechat-departments", "add-livechat-department-agents"]), unitReaders),
        "GET /api/v1/livechat/agents/:agentId/departments": Row(.all(["view-l-room"]), departmentViewers),
        "GET /api/v1/livechat/users/:type": login,
        "POST /api/v1/livechat/users/:type": managers, "GET /api/v1/livechat/users/:type/:_id": managers,
        "DELETE /api/v1/livechat/users/:type/:_id": managers,
        "POST /api/v1/livechat/agent.status": Row(.all(["view-l-room"]), departmentViewers),
        "GET /api/v1/users.getPresence": login, "GET /api/v1/users.presence": login,
        "GET /api/v1/users.getPreferences": login, "GET /api/v1/users.getAvatar": openToAll,
        "POST /api/v1/users.setAvatar": login, "POST /api/v1/users.resetAvatar": login,
        "GET /avatar/:username": openToAll, "POST /api/v1/users.forgotPassword": openToAll,
        "POST /api/muster/v1/password-reset": openToAll, "POST /api/v1/users.createToken": login,
        "POST /api/v1/users.deactivateIdle": Row(.all(["edit-other-user-active-status"]), [.admin]),
        "GET /api/v1/statistics": statistics, "GET /api/v1/statistics.list": statistics,
        "GET /api/v1/licenses.info": login, "GET /api/v1/licenses.isEnterprise": login,
        "GET /api/v1/licenses.maxActiveUsers": login,
        "POST /api/v1/users.generatePersonalAccessToken": login,
        "POST /api/v1/users.regeneratePersonalAccessToken": login,
        "GET /api/v1/users.getPersonalAccessTokens": Row(
            .all(["create-personal-access-tokens"]), everybody.subtracting([.guest])),
        "POST /api/v1/users.removePersonalAccessToken": login,
        "GET /api/v1/roles.list": login, "GET /api/v1/roles.sync": login,
        "GET /api/v1/roles.getUsersInPublicRoles": login, "GET /api/v1/users.autocomplete": login,
        "GET /api/v1/directory": login, "GET /api/v1/roles.getUsersInRole": accessPermissions,
        "POST /api/v1/roles.create": login,
        "POST /api/v1/roles.update": login, "POST /api/v1/roles.delete": accessPermissions,
        "POST /api/v1/roles.addUserToRole": login, "POST /api/v1/roles.removeUserFromRole": accessPermissions,
        "GET /api/v1/permissions.listAll": login, "POST /api/v1/permissions.update": accessPermissions,
        "GET /api/v1/settings": login, "GET /api/v1/settings.public": openToAll,
        "GET /api/v1/settings.oauth": openToAll, "GET /api/v1/service.configurations": openToAll,
        "GET /api/v1/settings/:_id": Row(.all(["view-privileged-setting"]), [.admin]),
        "POST /api/v1/settings/:_id": Row(.all(["edit-privileged-setting"]), [.admin]),
        "POST /api/v1/users.update": login, "POST /api/v1/users.updateOwnBasicInfo": login,
        "POST /api/v1/users.setStatus": login, "GET /api/v1/users.getStatus": login,
        "POST /api/v1/users.setPreferences": login, "POST /api/v1/users.register": openToAll,
        "POST /api/v1/users.logout": login, "POST /api/v1/users.logoutOtherClients": login,
        "POST /api/v1/users.removeOtherTokens": login,
        "POST /api/v1/users.create": login, "GET /api/v1/users.info": login,
        "GET /api/v1/users.list": Row(.all(["view-d-room"]), everybody),
        "POST /api/v1/users.delete": Row(.all(["delete-user"]), [.admin]),
        "POST /api/v1/users.setActiveStatus": Row(
            .any(["edit-other-user-active-status", "manage-moderation-actions"]), [.admin]),
    ]
}
