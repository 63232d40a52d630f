import HTTPTypes
import MusterModel

/// The table of routes: method, path, who may, what for, and who answers. Nothing else decides these.
enum Routes {
    static let all: [Route] =
        server + figures + sessions + units + monitors + oldNames + departments + departmentAgents + agents
        + users + userState + avatars + passwords + tokens + roles + settings + methods

    private static let server = [
        Route(open: .get, "/health/live", Health.aboutLive, Health.live),
        Route(open: .get, "/health/ready", Health.aboutReady, Health.ready),
        Route(open: .get, "/api/info", Info.about, Info.handle),
        Route(open: .get, "/api/muster/v1/openapi.json", OpenAPI.about, OpenAPI.handle),
        Route(open: .get, "/docs", OpenAPI.aboutPage, OpenAPI.handlePage),
    ]

    private static let viewStatistics = Access.all(["view-statistics"])

    private static let figures = [
        Route(.get, "statistics", viewStatistics, ReadStatistics.about, ReadStatistics.handle),
        Route(.get, "statistics.list", viewStatistics, ReadStatistics.aboutList, ReadStatistics.handleList),
        Route(.get, "licenses.info", .login, Licenses.about, Licenses.handle),
        Route(.get, "licenses.isEnterprise", .login, Licenses.aboutEnterprise, Licenses.handleEnterprise),
        Route(.get, "licenses.maxActiveUsers", .login, Licenses.aboutUsers, Licenses.handleUsers),
    ]

    private static let sessions = [
        Route(open: .post, "login", LogIn.about, LogIn.handle),
        Route(.post, "logout", .login, LogOut.about, LogOut.handle),
        Route(.get, "logout", .login, LogOut.about, LogOut.handle),
        Route(.get, "me", .login, Me.about, Me.handle),
    ]

    private static let manageUnits = Access.all(["manage-livechat-units"])
    private static let manageMonitors = Access.all(["manage-livechat-monitors"])
    private static let readUnits = Access.permissionOrRole("manage-livechat-units", role: Role.monitor)

    private static let units = [
        Route(.get, "livechat/units", readUnits, ListUnits.about, ListUnits.handle),
        Route(
            .post, "livechat/units", manageUnits, bodyBytesMax: Limits.unitBodyBytes, CreateUnit.about,
            CreateUnit.handle),
        Route(.get, "livechat/units/:id", readUnits, ReadUnit.about, ReadUnit.handle),
        Route(
            .post, "livechat/units/:id", manageUnits, bodyBytesMax: Limits.unitBodyBytes, UpdateUnit.about,
            UpdateUnit.handle),
        Route(.delete, "livechat/units/:id", manageUnits, DeleteUnit.about, DeleteUnit.handle),
        Route(
            .get, "livechat/units/:unitId/departments", manageUnits, ListUnitDepartments.about,
            ListUnitDepartments.handle),
        Route(
            .get, "livechat/units/:unitId/departments/available", manageUnits, ListAvailableDepartments.about,
            ListAvailableDepartments.handle),
        Route(
            .get, "livechat/units/:unitId/monitors", manageMonitors, ListUnitMonitors.about, ListUnitMonitors.handle),
    ]

    private static let monitors = [
        Route(.get, "livechat/monitors", manageMonitors, ListMonitors.about, ListMonitors.handle),
        Route(.get, "livechat/monitors/:username", manageMonitors, ReadMonitor.about, ReadMonitor.handle),
        Route(.post, "livechat/monitors.create", manageMonitors, CreateMonitor.about, CreateMonitor.handle),
        Route(.post, "livechat/monitors.delete", manageMonitors, DeleteMonitor.about, DeleteMonitor.handle),
    ]

    /// The names of the 4.x generation (contract 3.3).
    private static let oldNames = [
        Route(
            .get, "livechat/units.list", readUnits, replacedBy: "livechat/units", ListUnits.about, ListUnits.handle),
        Route(
            .get, "livechat/units.getOne", readUnits, replacedBy: "livechat/units/:id", ReadUnit.aboutOldName,
            ReadUnit.handleOldName),
        Route(
            .get, "livechat/unitMonitors.list", manageMonitors, replacedBy: "livechat/units/:unitId/monitors",
            ListUnitMonitors.aboutOldName, ListUnitMonitors.handleOldName),
        Route(
            .get, "livechat/monitors.list", manageMonitors, replacedBy: "livechat/monitors", ListMonitors.about,
            ListMonitors.handle),
        Route(
            .get, "livechat/monitors.getOne", manageMonitors, replacedBy: "livechat/monitors/:username",
            ReadMonitor.aboutOldName, ReadMonitor.handleOldName),
        Route(
            .get, "livechat/departments.by-unit/:unitId", manageUnits,
            replacedBy: "livechat/units/:unitId/departments", ListUnitDepartments.about, ListUnitDepartments.handle),
        Route(
            .get, "livechat/departments.available-by-unit/:unitId", manageUnits,
            replacedBy: "livechat/units/:unitId/departments/available", ListAvailableDepartments.about,
            ListAvailableDepartments.handle),
    ]

    private static let viewDepartments = Access.any(["view-livechat-departments", "view-l-room"])

    private static let manageDepartments = Access.all(["manage-livechat-departments"])

    private static let departments = [
        Route(.get, "livechat/department", viewDepartments, ListDepartments.about, ListDepartments.handle),
        Route(
            .post, "livechat/department", manageDepartments, CreateDepartment.about, CreateDepartment.handle),
        Route(.get, "livechat/department/:_id", viewDepartments, ReadDepartment.about, ReadDepartment.handle),
        Route(
            .put, "livechat/department/:_id",
            .any(["manage-livechat-departments", "add-livechat-department-agents"]), UpdateDepartment.about,
            UpdateDepartment.handle),
        Route(
            .delete, "livechat/department/:_id", .any(["manage-livechat-departments", "remove-livechat-department"]),
            DeleteDepartment.about, DeleteDepartment.handle),
        Route(
            .get, "livechat/departments/archived", viewDepartments, ListArchivedDepartments.about,
            ListArchivedDepartments.handle),
        Route(
            .post, "livechat/department/:_id/archive", manageDepartments, ArchiveDepartment.about,
            ArchiveDepartment.handle),
        Route(
            .post, "livechat/department/:_id/unarchive", manageDepartments, ArchiveDepartment.aboutUndo,
            ArchiveDepartment.handleUndo),
        Route(
            .get, "livechat/department.autocomplete", viewDepartments, AutocompleteDepartments.about,
            AutocompleteDepartments.handle),
        Route(
            .get, "livechat/department.listByIds", viewDepartments, ListDepartmentsByIDs.about,
            ListDepartmentsByIDs.handle),
        Route(
            .get, "livechat/department/isDepartmentCreationAvailable",
            .any(["view-livechat-departments", "manage-livechat-departments"]), DepartmentCreation.about,
            DepartmentCreation.handle),
    ]

    private static let departmentAgents = [
        Route(
            .get, "livechat/department/:_id/agents", viewDepartments, ListDepartmentAgents.about,
            ListDepartmentAgents.handle),
        Route(
            .post, "livechat/department/:_id/agents",
            .any(["manage-livechat-departments", "add-livechat-department-agents"]), SaveDepartmentAgents.about,
            SaveDepartmentAgents.handle),
        Route(
            .get, "livechat/agents/:agentId/departments", .all(["view-l-room"]), ListAgentDepartments.about,
            ListAgentDepartments.handle),
    ]

    private static let managers = Access.all(["view-livechat-manager"])

    private static let agents = [
        Route(.get, "livechat/users/:type", .login, ListAgents.about, ListAgents.handle),
        Route(.post, "livechat/users/:type", managers, CreateAgent.about, CreateAgent.handle),
        Route(.get, "livechat/users/:type/:_id", managers, ReadAgent.about, ReadAgent.handle),
        Route(
            .delete, "livechat/users/:type/:_id", managers, DeleteAgent.about, DeleteAgent.handle),
        Route(
            .post, "livechat/agent.status", .all(["view-l-room"]), SetAgentStatus.about, SetAgentStatus.handle),
    ]

    private static let users = [
        Route(.post, "users.create", .login, CreateUser.about, CreateUser.handle),
        Route(.get, "users.info", .login, ReadUser.about, ReadUser.handle),
        Route(.get, "users.autocomplete", .login, AutocompleteUsers.about, AutocompleteUsers.handle),
        Route(.get, "directory", .login, ListDirectory.about, ListDirectory.handle),
        Route(.get, "users.list", .all(["view-d-room"]), ListUsers.about, ListUsers.handle),
        Route(.post, "users.delete", .all(["delete-user"]), DeleteUser.about, DeleteUser.handle),
        Route(
            .post, "users.setActiveStatus", .any(["edit-other-user-active-status", "manage-moderation-actions"]),
            SetActiveStatus.about, SetActiveStatus.handle),
        Route(.post, "users.update", .login, UpdateUser.about, UpdateUser.handle),
        Route(.post, "users.updateOwnBasicInfo", .login, UpdateOwnInfo.about, UpdateOwnInfo.handle),
        Route(.post, "users.setStatus", .login, SetUserStatus.about, SetUserStatus.handle),
        Route(.get, "users.getStatus", .login, ReadUserStatus.about, ReadUserStatus.handle),
        Route(.post, "users.setPreferences", .login, SetPreferences.about, SetPreferences.handle),
        Route(open: .post, "users.register", RegisterUser.about, RegisterUser.handle),
        Route(.post, "users.logout", .login, LogOutUser.about, LogOutUser.handle),
        Route(
            .post, "users.logoutOtherClients", .login, LogOutOtherClients.about, LogOutOtherClients.handle),
        Route(
            .post, "users.removeOtherTokens", .login, RemoveOtherTokens.about, RemoveOtherTokens.handle),
    ]

    private static let userState = [
        Route(.get, "users.getPresence", .login, ReadPresence.about, ReadPresence.handle),
        Route(.get, "users.presence", .login, ListPresence.about, ListPresence.handle),
        Route(.get, "users.getPreferences", .login, ReadPreferences.about, ReadPreferences.handle),
        Route(
            .post, "users.deactivateIdle", .all(["edit-other-user-active-status"]), DeactivateIdle.about,
            DeactivateIdle.handle),
    ]

    private static let avatars = [
        Route(open: .get, "users.getAvatar", ReadAvatar.about, ReadAvatar.handle),
        Route(
            .post, "users.setAvatar", .login, bodyBytesMax: Limits.avatarBodyBytes, SetAvatar.about, SetAvatar.handle),
        Route(.post, "users.resetAvatar", .login, ResetAvatar.about, ResetAvatar.handle),
        Route(open: .get, "/avatar/:username", ReadAvatar.aboutImage, ReadAvatar.handleImage),
    ]

    private static let passwords = [
        Route(open: .post, "users.forgotPassword", ForgotPassword.about, ForgotPassword.handle),
        Route(open: .post, "/api/muster/v1/password-reset", ResetPassword.about, ResetPassword.handle),
    ]

    private static let tokens = [
        Route(.post, "users.createToken", .login, CreateToken.about, CreateToken.handle),
        Route(
            .post, "users.generatePersonalAccessToken", .login, CreatePersonalAccessToken.about,
            CreatePersonalAccessToken.handle),
        Route(
            .post, "users.regeneratePersonalAccessToken", .login, ReplacePersonalAccessToken.about,
            ReplacePersonalAccessToken.handle),
        Route(
            .get, "users.getPersonalAccessTokens", .all(["create-personal-access-tokens"]),
            ListPersonalAccessTokens.about, ListPersonalAccessTokens.handle),
        Route(
            .post, "users.removePersonalAccessToken", .login, RemovePersonalAccessToken.about,
            RemovePersonalAccessToken.handle),
    ]

    private static let accessPermissions = Access.all(["access-permissions"])

    private static let roles = [
        Route(.get, "roles.list", .login, ListRoles.about, ListRoles.handle),
        Route(.get, "roles.sync", .login, SyncRoles.about, SyncRoles.handle),
        Route(.get, "roles.getUsersInRole", accessPermissions, ListUsersInRole.about, ListUsersInRole.handle),
        Route(
            .get, "roles.getUsersInPublicRoles", .login, ListUsersInPublicRoles.about, ListUsersInPublicRoles.handle),
        Route(.post, "roles.create", .login, CreateRole.about, CreateRole.handle),
        Route(.post, "roles.update", .login, UpdateRole.about, UpdateRole.handle),
        Route(.post, "roles.delete", accessPermissions, DeleteRole.about, DeleteRole.handle),
        Route(.post, "roles.addUserToRole", .login, AddUserToRole.about, AddUserToRole.handle),
        Route(
            .post, "roles.removeUserFromRole", accessPermissions, RemoveUserFromRole.about,
            RemoveUserFromRole.handle),
        Route(.get, "permissions.listAll", .login, ListPermissions.about, ListPermissions.handle),
        Route(.post, "permissions.update", accessPermissions, UpdatePermissions.about, UpdatePermissions.handle),
    ]

    private static let settings = [
        Route(.get, "settings", .login, ListSettings.about, ListSettings.handle),
        Route(open: .get, "settings.public", ListSettings.aboutPublic, ListSettings.handlePublic),
        Route(open: .get, "settings.oauth", ListLoginServices.about, ListLoginServices.handle),
        Route(
            open: .get, "service.configurations", ListLoginServices.aboutConfigurations,
            ListLoginServices.handleConfigurations),
        Route(.get, "settings/:_id", .all(["view-privileged-setting"]), ReadSetting.about, ReadSetting.handle),
        Route(.post, "settings/:_id", .all(["edit-privileged-setting"]), SaveSetting.about, SaveSetting.handle),
    ]

    private static let methods = [
        Route(
            .post, "method.call/:method", .login, bodyBytesMax: Limits.unitBodyBytes, CallMethod.about,
            CallMethod.handle),
        Route(open: .post, "method.callAnon/:method", CallMethod.aboutAnonymous, CallMethod.handleAnonymous),
    ]
}
