import MusterModel

extension Store {
    /// Fills an empty workspace with a small organisation in which the ids, the token and the user of the vendor's
    /// page "Create Unit" exist as printed there.
    ///
    /// - Parameter passwordHash: bcrypt text of the demo admin's password.
    /// - Returns: False when the demo was there already.
    /// - Throws: `Failure` when the workspace has other people in it.
    public func makeDemo(passwordHash: String) async throws -> Bool {
        try await write { transaction in
            if try transaction.user(id: Demo.adminID) != nil { return false }
            var people = Filter()
            people.require("u.type = 'user'")
            guard try transaction.users(people, Page(offset: 0, count: 1)).total == 0 else {
                throw Failure(.fault, "The demo needs an empty database; this one has users")
            }
            try transaction.makeDemoPeople(passwordHash: passwordHash)
            try transaction.makeDemoOrganisation()
            return true
        }
    }
}

/// The fixed parts of the demo.
public enum Demo {
    /// The id of the page's user.
    public static let adminID = "rbAXPnMktTFbNpwtJ"
    /// Their user name.
    public static let adminUsername = "demo"
    /// The page's auth token.
    public static let token = "RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f"
    /// The page's monitor.
    public static let monitorID = "GT67Tv6x5p5y5xZWN"
    /// The page's department.
    public static let departmentID = "CgM4vfNNtj8t4QEMd"
    /// A unit with a monitor and two departments.
    public static let unitID = "uAf8SaLe5Xq3WnPzK"
    /// An agent of two departments, "petra".
    public static let agentID = "pZ6xCv3BnM9aSdFgH"
    /// A manager, "jonas".
    public static let managerID = "jN4sGh8TyW2pLkQeZ"

    static let caller = Caller.system("demo")
    static let people: [(id: String, username: String, name: String, roles: [String])] = [
        (monitorID, "testerio", "Test Erio", ["user", Role.monitor]),
        ("mRtA7wQz5Kd9XcVbN", "amira", "Amira Haddad", ["user", Role.monitor]),
        (managerID, "jonas", "Jonas Weber", ["user", Role.manager]),
        (agentID, "petra", "Petra Novak", ["user", Role.agent]),
        ("kW8eRt5YuX2qLpHjK", "kwame", "Kwame Mensah", ["user", Role.agent]),
    ]
    static let departments: [(id: String, name: String, agents: [String])] = [
        (departmentID, "Customer Support", [agentID]),
        ("bL7nQw4ErT9yXpAsD", "Billing", ["kW8eRt5YuX2qLpHjK"]),
        ("sHp5ZxC8vBn3MaQwE", "Shipping", ["kW8eRt5YuX2qLpHjK", agentID]),
        ("tCh6GfD4sAq9WeRtY", "Technical Help", []),
    ]
}

extension Transaction {
    fileprivate func makeDemoPeople(passwordHash: String) throws {
        var admin = NewUser(username: Demo.adminUsername, name: "Demo Admin")
        admin.id = Demo.adminID
        admin.email = "demo@example.com"
        admin.passwordHash = passwordHash
        admin.roles = [Role.admin]
        _ = try makeUser(admin, by: Demo.caller)
        try addLoginToken(Digest.ofToken(Demo.token), toUser: Demo.adminID, limit: Limits.loginTokens)
        for person in Demo.people {
            var user = NewUser(username: person.username, name: person.name)
            user.id = person.id
            user.email = "\(person.username)@example.com"
            user.emailIsVerified = true
            user.roles = person.roles
            _ = try makeUser(user, by: Demo.caller)
        }
    }

    fileprivate func makeDemoOrganisation() throws {
        for department in Demo.departments {
            let fields: JSONObject = [
                "name": .string(department.name), "email": "support@example.com", "enabled": true,
                "showOnRegistration": true, "showOnOfflineForm": true,
            ]
            try insertDepartment(department.id, fields: fields)
            for agent in department.agents {
                try saveAgent(agent, ofDepartment: department.id, count: 0, order: 0, enabled: true)
            }
            try markAgentsChanged(ofDepartments: [department.id])
            let after = try departmentImage(department.id)
            try append(Event("department.created", department.id, from: nil, to: after), by: Demo.caller)
        }
        let unit = try NewUnit(
            unitData: ["name": "After Sales", "visibility": "public"],
            unitMonitors: [["monitorId": "mRtA7wQz5Kd9XcVbN", "username": "amira"]],
            unitDepartments: [["departmentId": "bL7nQw4ErT9yXpAsD"], ["departmentId": "sHp5ZxC8vBn3MaQwE"]])
        _ = try createUnit(Demo.unitID, unit, by: Demo.caller)
    }
}
