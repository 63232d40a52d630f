import MusterTestWorld

/// What lists of roles answer: contract 5.3, a fact a row.
extension RoleTests {
    static let lists: [Scenario] = [
        Scenario(
            "what follows a date makes it none", "GET roles.sync?updatedSince=2020-01-01x", status: 400,
            contains: ["Failed Match.Where validation in field updatedSince"]),
        Scenario(
            "a date may have an offset", "GET roles.sync?updatedSince=2020-01-01T00:00:00%2B02:00", status: 200,
            contains: [#"{"_id":"admin""#]),
        Scenario(
            "roles have six members in this order", "GET roles.list", as: .plain, status: 200,
            contains: [
                #"{"_id":"admin","scope":"Users","description":"Admin","mandatory2fa":false,"name":"admin","protected":true}"#,
                #""_id":"livechat-monitor""#, #""_id":"auditor-log""#,
            ], lacks: ["_updatedAt"], holds: "5.3.1", "5.3.2"),
        Scenario(
            "a sync tells when", "GET roles.sync?updatedSince=2020-01-01T00:00:00.000Z", status: 200,
            contains: [#"{"roles":{"update":[{"_id":"admin""#, #""_updatedAt":""#, #""remove":[]}"#], holds: "5.3.11"),
        Scenario(
            "nothing is newer than the future", "GET roles.sync?updatedSince=2999-01-01", status: 200,
            contains: [#"{"roles":{"update":[],"remove":[]},"success":true}"#], holds: "5.3.11"),
        Scenario(
            "a sync needs a date", "GET roles.sync", status: 400,
            contains: [#"{"success":false,"error":"Match error: Missing key 'updatedSince'"}"#], holds: "5.3.9"),
        Scenario(
            "and a real one", "GET roles.sync?updatedSince=yesterday", status: 400,
            contains: ["Match error: Failed Match.Where validation in field updatedSince"], holds: "5.3.10"),
        Scenario(
            "holders are listed by user name", "GET roles.getUsersInRole?role=livechat-monitor&count=2", status: 200,
            contains: [#"{"users":[{"_id":"id-idleMonitor","#, #""_id":"id-inactive""#, #""total":4,"success":true}"#],
            lacks: ["monitorB", "services", "roles"], holds: "5.3.40"),
        Scenario(
            "a role must be named", "GET roles.getUsersInRole", status: 400,
            contains: [#"Query param \"role\" is required [error-param-not-provided]"#], holds: "5.3.36"),
        Scenario(
            "an unknown role has none", "GET roles.getUsersInRole?role=none", status: 400,
            contains: [#""error":"[error-invalid-roleId]","errorType":"error-invalid-roleId""#], holds: "5.3.38"),
    ]
}
