import HTTPTypes
import MusterModel

/// The table of routes: method, path, who may, what for, and who answers. Nothing else decides these.
enum Routes {
    static let all: [Route] =
        server + sessions + units + monitors + oldNames + departments + departmentAgents + agents
        + users + tokens + roles + settings + methods

    private static let server = [
        Route(open: .get, "/health/live", "The process answers", Health.live),
        Route(open: .get, "/health/ready", "Requests can be served", Health.ready),
        Route(open: .get, "/api/info", "What this server is", Info.handle),
        Route(open: .get, "/api/muster/v1/openapi.json", "What this server can do", Documentation.handle),
        Route(open: .get, "/docs", "The same for people", Documentation.handlePage),
    ]

    private static let sessions = [
        Route(open: .post, "login", "Log in", LogIn.handle),
        Route(.post, "logout", .login, "Log out", LogOut.handle),
        Route(.get, "logout", .login, "Log out", LogOut.handle),
        Route(.get, "me", .login, "Who am I", Me.handle),
    ]

    private static let manageUnits = Access.all(["manage-livechat-units"])
    private static let manageMonitors = Access.all(["manage-livechat-monitors"])
    private static let readUnits = Access.permissionOrRole("manage-livechat-units", role: Role.monitor)

    private static let units = [
        Route(.get, "livechat/units", readUnits, "List units", ListUnits.handle),
        Route(
            .post, "livechat/units", manageUnits, bodyBytesMax: Limits.unitBodyBytes, "Create a unit",
            CreateUnit.handle),
        Route(.get, "livechat/units/:id", readUnits, "Read a unit", ReadUnit.handle),
        Route(
            .post, "livechat/units/:id", manageUnits, bodyBytesMax: Limits.unitBodyBytes, "Update a unit",
            UpdateUnit.handle),
        Route(.delete, "livechat/units/:id", manageUnits, "Delete a unit", DeleteUnit.handle),
        Route(
            .get, "livechat/units/:unitId/departments", manageUnits, "List a unit's departments",
            ListUnitDepartments.handle),
        Route(
            .get, "livechat/units/:unitId/departments/available", manageUnits, "List departments a unit may have",
            ListAvailableDepartments.handle),
        Route(
            .get, "livechat/units/:unitId/monitors", manageMonitors, "List a unit's monitors", ListUnitMonitors.handle),
    ]

    private static let monitors = [
        Route(.get, "livechat/monitors", manageMonitors, "List monitors", ListMonitors.handle),
        Route(.get, "livechat/monitors/:username", manageMonitors, "Read a monitor", ReadMonitor.handle),
        Route(.post, "livechat/monitors.create", manageMonitors, "Make a user a monitor", CreateMonitor.handle),
        Route(.post, "livechat/monitors.delete", manageMonitors, "Make a monitor a user again", DeleteMonitor.handle),
    ]

    /// The names of the 4.x generation (contract 3.3).
    private static let oldNames = [
        Route(
            .get, "livechat/units.list", readUnits, replacedBy: "livechat/units", "List units", ListUnits.handle),
        Route(
            .get, "livechat/units.getOne", readUnits, replacedBy: "livechat/units/:id", "Read a unit",
            ReadUnit.handleOldName),
        Route(
            .get, "livechat/unitMonitors.list", manageMonitors, replacedBy: "livechat/units/:unitId/monitors",
            "List a unit's monitors", ListUnitMonitors.handleOldName),
        Route(
            .get, "livechat/monitors.list", manageMonitors, replacedBy: "livechat/monitors", "List monitors",
            ListMonitors.handle),
        Route(
            .get, "livechat/monitors.getOne", manageMonitors, replacedBy: "livechat/monitors/:username",
            "Read a monitor", ReadMonitor.handleOldName),
        Route(
            .get, "livechat/departments.by-unit/:unitId", manageUnits,
            replacedBy: "livechat/units/:unitId/departments", "List a unit's departments", ListUnitDepartments.handle),
        Route(
            .get, "livechat/departments.available-by-unit/:unitId", manageUnits,
            replacedBy: "livechat/units/:unitId/departments/available", "List departments a unit may have",
            ListAvailableDepartments.handle),
    ]

    private static let viewDepartments = Access.any(["view-livechat-departments", "view-l-room"])

    private static let manageDepartments = Access.all(["manage-livechat-departments"])

    private static let departments = [
        Route(.get, "livechat/department", viewDepartments, "List departments", ListDepartments.handle),
        Route(
            .post, "livechat/department", manageDepartments, "Create a department",
            CreateDepartment.handle),
        Route(.get, "livechat/department/:_id", viewDepartments, "Read a department", ReadDepartment.handle),
        Route(
            .put, "livechat/department/:_id",
            .any(["manage-livechat-departments", "add-livechat-department-agents"]), "Update a department",
            UpdateDepartment.handle),
        Route(
            .delete, "livechat/department/:_id", .any(["manage-livechat-departments", "remove-livechat-department"]),
            "Delete a department", DeleteDepartment.handle),
        Route(
            .get, "livechat/departments/archived", viewDepartments, "List archived departments",
            ListDepartments.handleArchived),
        Route(
            .post, "livechat/department/:_id/archive", manageDepartments, "Archive a department",
            ArchiveDepartment.handle),
        Route(
            .post, "livechat/department/:_id/unarchive", manageDepartments, "Take a department out of the archive",
            ArchiveDepartment.handleUndo),
        Route(
            .get, "livechat/department.autocomplete", viewDepartments, "Find departments by the beginning of a name",
            AutocompleteDepartments.handle),
        Route(
            .get, "livechat/department.listByIds", viewDepartments, "List departments by their ids",
            ListDepartmentsByIDs.handle),
        Route(
            .get, "livechat/department/isDepartmentCreationAvailable",
            .any(["view-livechat-departments", "manage-livechat-departments"]), "Whether a department may be created",
            DepartmentCreation.handle),
    ]

    private static let departmentAgents = [
        Route(
            .get, "livechat/department/:_id/agents", viewDepartments, "List a department's agents",
            ListDepartmentAgents.handle),
        Route(
            .post, "livechat/department/:_id/agents",
            .any(["manage-livechat-departments", "add-livechat-department-agents"]), "Add and remove agents",
            SaveDepartmentAgents.handle),
        Route(
            .get, "livechat/agents/:agentId/departments", .all(["view-l-room"]), "List an agent's departments",
            ListAgentDepartments.handle),
    ]

    private static let managers = Access.all(["view-livechat-manager"])

    private static let agents = [
        Route(.get, "livechat/users/:type", .login, "List agents or managers", ListOperators.handle),
        Route(.post, "livechat/users/:type", managers, "Make a user an agent or a manager", CreateOperator.handle),
        Route(.get, "livechat/users/:type/:_id", managers, "Read an agent or a manager", ReadOperator.handle),
        Route(
            .delete, "livechat/users/:type/:_id", managers, "Make an agent or a manager a user again",
            DeleteOperator.handle),
        Route(
            .post, "livechat/agent.status", .all(["view-l-room"]), "Become available, or unavailable",
            SetAgentStatus.handle),
    ]

    private static let users = [
        Route(.post, "users.create", .login, "Create a user", CreateUser.handle),
        Route(.get, "users.info", .login, "Read a user", ReadUser.handle),
        Route(.get, "users.list", .all(["view-d-room"]), "List users", ListUsers.handle),
        Route(.post, "users.delete", .all(["delete-user"]), "Delete a user", DeleteUser.handle),
        Route(
            .post, "users.setActiveStatus", .any(["edit-other-user-active-status", "manage-moderation-actions"]),
            "Let a user in or shut him out", SetActiveStatus.handle),
        Route(.post, "users.update", .login, "Update a user", UpdateUser.handle),
        Route(.post, "users.updateOwnBasicInfo", .login, "Update oneself", UpdateOwnInfo.handle),
        Route(.post, "users.setStatus", .login, "Say what a user is doing", UserStatus.handleSet),
        Route(.get, "users.getStatus", .login, "What a user is doing", UserStatus.handleGet),
        Route(.post, "users.setPreferences", .login, "Change preferences", SetPreferences.handle),
        Route(open: .post, "users.register", "Register oneself", RegisterUser.handle),
        Route(.post, "users.logout", .login, "Log a user out everywhere", LogOutUser.handle),
        Route(
            .post, "users.logoutOtherClients", .login, "Log out everywhere else", LogOutUser.handleOthers),
        Route(
            .post, "users.removeOtherTokens", .login, "Remove all other tokens", LogOutUser.handleOtherTokens),
    ]

    private static let tokens = [
        Route(
            .post, "users.generatePersonalAccessToken", .login, "Make a personal access token",
            PersonalTokens.handleCreate),
        Route(
            .post, "users.regeneratePersonalAccessToken", .login, "Replace a personal access token",
            PersonalTokens.handleReplace),
        Route(
            .get, "users.getPersonalAccessTokens", .all(["create-personal-access-tokens"]),
            "List personal access tokens", PersonalTokens.handleList),
        Route(
            .post, "users.removePersonalAccessToken", .login, "Remove a personal access token",
            PersonalTokens.handleRemove),
    ]

    private static let accessPermissions = Access.all(["access-permissions"])

    private static let roles = [
        Route(.get, "roles.list", .login, "List roles", ListRoles.handle),
        Route(.get, "roles.sync", .login, "List roles that changed", ListRoles.handleSync),
        Route(.get, "roles.getUsersInRole", accessPermissions, "List who holds a role", ListRoleHolders.handle),
        Route(.post, "roles.create", .login, "Create a role", SaveRole.handle),
        Route(.post, "roles.update", .login, "Update a role", SaveRole.handleUpdate),
        Route(.post, "roles.delete", accessPermissions, "Delete a role", DeleteRole.handle),
        Route(.post, "roles.addUserToRole", .login, "Give a user a role", ChangeRoleHolders.handleAdd),
        Route(
            .post, "roles.removeUserFromRole", accessPermissions, "Take a role from a user",
            ChangeRoleHolders.handleRemove),
        Route(.get, "permissions.listAll", .login, "List permissions", ListPermissions.handle),
        Route(.post, "permissions.update", accessPermissions, "Change who has permissions", UpdatePermissions.handle),
    ]

    private static let settings = [
        Route(.get, "settings", .login, "List settings", ListSettings.handle),
        Route(open: .get, "settings.public", "List public settings", ListSettings.handlePublic),
        Route(open: .get, "settings.oauth", "List services to log in with", ListSettings.handleServices),
        Route(
            open: .get, "service.configurations", "List services to log in with", ListSettings.handleConfigurations),
        Route(.get, "settings/:_id", .all(["view-privileged-setting"]), "Read a setting", ReadSetting.handle),
        Route(.post, "settings/:_id", .all(["edit-privileged-setting"]), "Change a setting", SaveSetting.handle),
    ]

    private static let methods = [
        Route(
            .post, "method.call/:method", .login, bodyBytesMax: Limits.unitBodyBytes, "Call a method",
            CallMethod.handle),
        Route(open: .post, "method.callAnon/:method", "Call a method without a login", CallMethod.handleAnonymous),
    ]
}
