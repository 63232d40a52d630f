import Foundation
import MusterModel
import MusterStore

/// `GET statistics` and `statistics.list`: what of the original's figures exists here (D89).
enum ReadStatistics {
    static let about = About(
        "How much there is", query: RequestSchema(["refresh": .oneOf(["true", "false"])]), example: ["refresh": "true"],
        answer: .success(of: sample))
    static let aboutList = About(
        "The same as a list", query: .paged, example: ["count": 1], answer: .page("statistics", sample))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        .success(try await figures(call))
    }

    /// There is no history: the list has the figures of now.
    static func handleList(_ call: Call<Caller>) async throws -> Reply {
        let page = try call.page()
        let rows = page.offset == 0 ? [JSON.object(try await figures(call))] : []
        return try call.reply("statistics", Paged(rows: rows, total: 1)) { $0 }
    }

    private static func figures(_ call: Call<Caller>) async throws -> JSONObject {
        let found = try await call.store.statistics()
        var object: JSONObject = ["version": .string(Version.fullAPI), "muster": ["version": .string(Version.muster)]]
        object["installedAt"] = found.installedAt.map(JSON.date)
        object["lastLogin"] = found.lastLoginAt.map(JSON.date)
        let present = found.onlineUsers + found.awayUsers + found.busyUsers
        let figures: JSONObject = [
            "totalUsers": .int(found.users), "activeUsers": .int(found.activeUsers),
            "nonActiveUsers": .int(found.users - found.activeUsers), "activeGuests": .int(found.guests),
            "onlineUsers": .int(found.onlineUsers), "awayUsers": .int(found.awayUsers),
            "busyUsers": .int(found.busyUsers), "totalConnectedUsers": .int(present),
            "offlineUsers": .int(found.users - present), "totalRooms": .int(found.rooms),
            "totalRoles": .int(found.roles), "totalLivechatAgents": .int(found.agents),
            "totalLivechatManagers": .int(found.managers), "livechatEnabled": found.settings["Livechat_enabled"],
            "departments": .int(found.departments), "archivedDepartments": .int(found.archivedDepartments),
            "routingAlgorithm": found.settings["Livechat_Routing_Method"],
            "isDepartmentRemovalEnabled": found.settings["Omnichannel_enable_department_removal"],
            "enterprise": [
                "modules": .texts(Licenses.modules), "businessUnits": .int(found.units),
                "livechatMonitors": .int(found.monitors),
            ],
        ]
        object = object.merging(figures).merging(machine(upSince: call.services.started))
        object["migration"] = ["version": .int(found.migrationNumber)]
        object["createdAt"] = .date(found.at)
        return object
    }

    private static func machine(upSince started: ContinuousClock.Instant) -> JSONObject {
        let process = ProcessInfo.processInfo
        return [
            "os": [
                "type": .string(Version.platform), "platform": .string(Version.platform),
                "arch": .string(Version.architecture), "release": .string(process.operatingSystemVersionString),
                "uptime": .number(process.systemUptime.rounded()),
                "totalmem": .number(Double(process.physicalMemory)), "cpus": .int(process.processorCount),
            ],
            "process": [
                "nodeVersion": "", "pid": .int(Int(process.processIdentifier)),
                "uptime": .number((ContinuousClock.now - started) / .seconds(1)),
            ],
        ]
    }

    private static let sample: Sample = .named(
        "Statistics",
        [
            "version": .value(.string(Version.fullAPI)), "muster": ["version": .value(.string(Version.muster))],
            "installedAt": .date, "lastLogin": .optional(.date), "totalUsers": 7, "activeUsers": 7,
            "nonActiveUsers": 0, "activeGuests": 0, "onlineUsers": 1, "awayUsers": 0, "busyUsers": 0,
            "totalConnectedUsers": 1, "offlineUsers": 6, "totalRooms": 1, "totalRoles": 14, "totalLivechatAgents": 2,
            "totalLivechatManagers": 1, "livechatEnabled": true, "departments": 4, "archivedDepartments": 0,
            "routingAlgorithm": "Auto_Selection", "isDepartmentRemovalEnabled": false,
            "enterprise": ["modules": .list(.value("auditing")), "businessUnits": 1, "livechatMonitors": 2],
            "os": .open(["platform": "linux"]), "process": .open(["pid": 1]), "migration": ["version": 5],
            "createdAt": .date,
        ])
}
