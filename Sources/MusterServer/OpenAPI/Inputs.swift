import MusterModel

/// What routes take beyond their path, for the document.
///
/// Bodies and queries that an endpoint checks with a `Schema` are that very schema; those it checks with Match patterns
/// (contract 2.2) are written down here.
enum Inputs {
    /// The body of a route, by method and path.
    static let bodies: [String: Schema] = [
        "POST /api/v1/login": Schema(
            ["user": .anything, "username": .string(), "email": .string(), "password": .anything, "resume": .string()]),
        "POST /api/v1/livechat/units": unit, "POST /api/v1/livechat/units/:id": unit,
        "POST /api/v1/livechat/monitors.create": CreateMonitor.schema,
        "POST /api/v1/livechat/monitors.delete": CreateMonitor.schema,
        "POST /api/v1/livechat/department": CreateDepartment.schema,
        "PUT /api/v1/livechat/department/:_id": Schema(
            required: ["department"],
            [
                "department": .object(Schema([:], isOpen: true)), "agents": .array(.object(Schema([:], isOpen: true))),
                "departmentUnit": .nullable(.object(Schema(["_id": .nullable(.string())]))),
            ]),
        "POST /api/v1/livechat/department/:_id/agents": Schema(
            required: ["upsert", "remove"],
            [
                "upsert": .array(.object(Schema(required: ["agentId"], ["agentId": .string()], isOpen: true))),
                "remove": .array(.object(Schema(required: ["agentId"], ["agentId": .string()], isOpen: true))),
            ]),
        "POST /api/v1/livechat/users/:type": CreateOperator.schema,
        "POST /api/v1/livechat/agent.status": SetAgentStatus.schema,
        "POST /api/v1/users.create": CreateUser.schema, "POST /api/v1/users.register": RegisterUser.schema,
        "POST /api/v1/users.update": UpdateUser.schema,
        "POST /api/v1/users.updateOwnBasicInfo": UpdateOwnInfo.schema,
        "POST /api/v1/users.setActiveStatus": SetActiveStatus.schema,
        "POST /api/v1/users.setPreferences": SetPreferences.schema,
        "POST /api/v1/users.logout": LogOutUser.schema,
        "POST /api/v1/users.delete": Schema(
            ["userId": .string(), "username": .string(), "user": .string()], isOpen: true),
        "POST /api/v1/users.setStatus": Schema(
            [
                "status": .nullable(.string()), "message": .nullable(.string()), "userId": .string(),
                "username": .string(), "user": .string(),
            ], isOpen: true),
        "POST /api/v1/users.generatePersonalAccessToken": personalToken,
        "POST /api/v1/users.regeneratePersonalAccessToken": personalToken,
        "POST /api/v1/users.removePersonalAccessToken": personalToken,
        "POST /api/v1/roles.create": SaveRole.creation, "POST /api/v1/roles.update": SaveRole.change,
        "POST /api/v1/roles.delete": DeleteRole.schema,
        "POST /api/v1/roles.addUserToRole": ChangeRoleHolders.addition,
        "POST /api/v1/roles.removeUserFromRole": ChangeRoleHolders.removal,
        "POST /api/v1/permissions.update": Schema(
            required: ["permissions"],
            [
                "permissions": .array(
                    .object(Schema(required: ["_id", "roles"], ["_id": .string(), "roles": .array(.string())])))
            ]),
        "POST /api/v1/settings/:_id": Schema(required: ["value"], ["value": .anything], isOpen: true),
        "POST /api/v1/method.call/:method": CallMethod.schema,
        "POST /api/v1/method.callAnon/:method": CallMethod.schema,
    ]

    /// The query of a route, by method and path.
    static let queries: [String: Schema] = [
        "GET /api/v1/livechat/units": search, "GET /api/v1/livechat/units.list": search,
        "GET /api/v1/livechat/monitors": search, "GET /api/v1/livechat/monitors.list": search,
        "GET /api/v1/livechat/units.getOne": Schema(required: ["unitId"], ["unitId": .string()]),
        "GET /api/v1/livechat/unitMonitors.list": Schema(required: ["unitId"], ["unitId": .string()]),
        "GET /api/v1/livechat/monitors.getOne": Schema(required: ["username"], ["username": .string()]),
        "GET /api/v1/livechat/units/:unitId/departments": paged,
        "GET /api/v1/livechat/departments.by-unit/:unitId": paged,
        "GET /api/v1/livechat/units/:unitId/departments/available": available,
        "GET /api/v1/livechat/departments.available-by-unit/:unitId": available,
        "GET /api/v1/livechat/department": ListDepartments.schema,
        "GET /api/v1/livechat/departments/archived": ListDepartments.schema,
        "GET /api/v1/livechat/department/:_id": Schema(["onlyMyDepartments": flag, "includeAgents": flag]),
        "GET /api/v1/livechat/department.autocomplete": Schema(
            required: ["selector"], ["selector": .string(), "onlyMyDepartments": flag, "showArchived": flag]),
        "GET /api/v1/livechat/department.listByIds": Schema(required: ["ids[]"], ["ids[]": .array(.string())]),
        "GET /api/v1/livechat/department/:_id/agents": paged,
        "GET /api/v1/livechat/agents/:agentId/departments": ListAgentDepartments.schema,
        "GET /api/v1/livechat/users/:type": ListOperators.schema,
        "GET /api/v1/users.info": Schema(["userId": .string(), "username": .string()]),
        "GET /api/v1/users.list": paged,
        "GET /api/v1/users.getStatus": Schema(["userId": .string(), "username": .string(), "user": .string()]),
        "GET /api/v1/roles.sync": Schema(required: ["updatedSince"], ["updatedSince": .string()]),
        "GET /api/v1/roles.getUsersInRole": Schema(
            required: ["role"],
            ["role": .string(), "roomId": .string(), "count": .number, "offset": .number, "sort": .string()]),
        "GET /api/v1/permissions.listAll": Schema(["updatedSince": .string()]),
        "GET /api/v1/settings": paged, "GET /api/v1/settings.public": ListSettings.publicSchema,
    ]

    private static let flag = Schema.Shape.oneOf(["true", "false"])
    private static let paged = Schema(["count": .number, "offset": .number, "sort": .string()])
    private static let search = Schema(["text": .string(), "count": .number, "offset": .number, "sort": .string()])
    private static let available = Schema([
        "text": .string(), "onlyMyDepartments": flag, "count": .number, "offset": .number, "sort": .string(),
    ])
    private static let personalToken = Schema(
        required: ["tokenName"], ["tokenName": .string(charactersMin: 1), "bypassTwoFactor": .boolean], isOpen: true)
    private static let unit = Schema(
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
}
