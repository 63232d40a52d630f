import MusterModel
import MusterStore

/// `GET licenses.info` and its neighbours: everything is licensed, and nothing is limited (D16, D90).
enum Licenses {
    static let about = About(
        "What is licensed", query: Parameters.schema, example: ["loadValues": "true"],
        answer: .success([
            "license": [
                "activeModules": .list("auditing"), "externalModules": .list(nil),
                "preventedActions": .open(["activeUsers": false]), "limits": .optional(.open(["activeUsers": limit])),
                "tags": .list(nil), "trial": .always(false),
            ]
        ]))
    static let aboutEnterprise = About("Whether there is a licence", answer: .success(["isEnterprise": .always(true)]))
    static let aboutUsers = About(
        "How many users may be active",
        answer: .success(["maxActiveUsers": .always(.null), "activeUsers": 7]))

    /// The original's modules whose functions exist here or would.
    static let modules = [
        "auditing", "canned-responses", "contact-id-verification", "custom-roles", "device-management",
        "hide-watermark", "livechat-enterprise", "omnichannel-mobile-enterprise", "scalability",
        "unlimited-presence",
    ]

    private static let limit: Sample = ["value": .optional(7), "max": -1]
    private static let limited = ["activeUsers", "guestUsers", "roomsPerGuest", "privateApps", "marketplaceApps"]

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let loadsValues: Bool

        init(_ members: inout Members) { loadsValues = members.optional("loadValues", .flag) ?? false }
    }

    /// Limits are shown to holders of `view-privileged-setting`, and what is used of them when they ask.
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let permission = "view-privileged-setting"
        let seesLimits = call.holds(permission)
        var license: JSONObject = [
            "activeModules": .texts(modules), "externalModules": [],
            "preventedActions": .object(JSONObject(limited.map { ($0, false) })),
        ]
        if seesLimits {
            let found = Parameters(asSent: call.query).loadsValues ? try await call.store.statistics() : nil
            license["limits"] = .object(
                JSONObject(
                    limited.map { name in
                        let used = name == "activeUsers" ? found?.activeUsers : name == "guestUsers" ? found?.guests : 0
                        return (name, found == nil ? ["max": -1] : ["value": .int(used ?? 0), "max": -1])
                    }))
        }
        license["tags"] = []
        license["trial"] = false
        return .success(["license": .object(license)])
    }

    static func handleEnterprise(_ call: Call<Caller>) async throws -> Reply { .success(["isEnterprise": true]) }

    static func handleUsers(_ call: Call<Caller>) async throws -> Reply {
        let users = try await call.store.statistics().activeUsers
        return .success(["maxActiveUsers": .null, "activeUsers": .int(users)])
    }
}
