public import MusterModel

/// Requests of the tests from outside that must succeed.
public struct CrashClient {
    let connection: HTTPConnection
    let headers: [(String, String)]

    /// A client with somebody's two headers.
    public init(connection: HTTPConnection, headers: [(String, String)]) {
        self.connection = connection
        self.headers = headers
    }

    /// The members of the answer to `GET /api/v1/<path>`.
    public func get(_ path: String) throws -> JSONObject { try send("GET", path, nil) }

    /// The members of the answer to `POST /api/v1/<path>`.
    public func post(_ path: String, _ body: JSON) throws -> JSONObject { try send("POST", path, body) }

    /// The rows of a list, all of them, however many the server puts on a page.
    public func all(_ path: String, _ member: String) throws -> [JSONObject] {
        var rows: [JSONObject] = []
        while true {
            let page = try get("\(path)?count=0&offset=\(rows.count)")
            guard let found = page[member]?.array, let total = page["total"]?.number else {
                throw ProcessFailure("GET \(path) is no list: \(JSON.object(page).text())")
            }
            rows += found.compactMap(\.object)
            if rows.count >= Int(total) { return rows }
            guard !found.isEmpty else {
                throw ProcessFailure("GET \(path) shows \(rows.count) rows and says that there are \(Int(total))")
            }
        }
    }

    /// Makes a user a monitor; returns them as a unit's body names them.
    public func makeMonitor() throws -> JSON {
        let username: JSON = "crash.monitor"
        let made = try post(
            "users.create",
            [
                "email": "monitor@example.com", "name": "Monitor", "password": .string(Identifier.newPassword()),
                "username": username,
            ])
        _ = try post("livechat/monitors.create", ["username": username])
        return ["monitorId": try CrashClient.id(of: "user", in: made), "username": username]
    }

    /// Makes a department; returns its id.
    public func makeDepartment(number: Int) throws -> String {
        let department: JSON = [
            "name": .string("Department \(number)"), "email": .string("d\(number)@example.com"), "enabled": true,
            "showOnRegistration": true, "showOnOfflineForm": true,
        ]
        let made = try post("livechat/department", ["department": department])
        return try CrashClient.id(of: "department", in: made).string ?? ""
    }

    private static func id(of member: String, in answer: JSONObject) throws -> JSON {
        guard let id = answer[member]?.object?["_id"], id.string?.isEmpty == false else {
            throw ProcessFailure("a created \(member) has no id: \(JSON.object(answer).text())")
        }
        return id
    }

    private func send(_ method: String, _ path: String, _ body: JSON?) throws -> JSONObject {
        let answer = try connection.send(method, "/api/v1/" + path, headers: headers, body: body?.bytes())
        guard answer.status == 200, let members = answer.json?.object else {
            throw ProcessFailure("\(method) \(path) was answered \(answer.status) \(answer.text)")
        }
        return members
    }
}
