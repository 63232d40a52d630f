import Facts
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// How the statements of every day are run in a large organisation: 10,000 units, 100,000 departments, 100,000 users.
@Suite("Statements of every day use indexes", .serialized)
struct QueryPlanTests {
    struct Question: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let ask: @Sendable (RecordingTransaction) throws -> Void

        init(_ name: String, _ ask: @escaping @Sendable (RecordingTransaction) throws -> Void) {
            testDescription = name
            self.ask = ask
        }
    }

    private static let mine = Scope.unitsOfMonitor(userID: "u77")
    private static let page = Page(offset: 0, count: 50)
    private static func ofUnit(_ id: String) -> Filter {
        var filter = Filter()
        filter.require("d.unit_id = \(filter.bind(.text(id)))")
        return filter
    }

    private static func asking(_ member: String, _ values: String...) -> Page {
        Page(offset: 0, count: 50, conditions: [Condition(member, .texts(values))])
    }

    static let questions: [Question] = [
        Question("users by id, asked") { _ = try $0.users(Filter(), asking("_id", "u77", "u78")) },
        Question("users by user name, asked") { _ = try $0.users(Filter(), asking("username", "user77", "none")) },
        Question("users by name, asked") { _ = try $0.users(Filter(), asking("name", "User 77")) },
        Question("users by address, asked") {
            _ = try $0.users(Filter(), asking("emails.address", "user77@example.com", "User78@example.com"))
        },
        Question("users by a rare role, asked") { _ = try $0.users(Filter(), asking("roles", "admin")) },
        Question("a user by address") { _ = try $0.user(email: "User77@example.com") },
        Question("departments by name, asked") { _ = try $0.departments(Filter(), asking("name", "Department 77")) },
        Question("departments of units, asked") { _ = try $0.departments(Filter(), asking("parentId", "n77", "n78")) },
        Question("units by name, asked") { _ = try $0.units(named: "", in: .everything, asking("name", "Unit 77")) },

        Question("users by user name, a page") { _ = try $0.users(Filter(), page) },
        Question("users by name, backwards") { transaction in
            let back = Page(offset: 500, count: 50, sort: [Page.SortKey(field: "name", ascending: false)])
            _ = try transaction.users(Filter(), back)
        },
        Question("users who can log in, a page") { transaction in
            var filter = Filter()
            filter.requireActive()
            _ = try transaction.users(filter, page, standardSort: "name")
        },
        Question("users by a text in names and addresses") { transaction in
            var filter = Filter()
            filter.requireActive()
            filter.search("77777", in: .usersAndAddresses)
            _ = try transaction.users(filter, page, standardSort: "name")
        },
        Question("departments by a text") { transaction in
            var filter = Filter()
            filter.search("77777", in: .departments)
            _ = try transaction.departments(filter, page)
        },
        Question("departments that are not archived, a page") { transaction in
            var filter = Filter()
            filter.require("coalesce(d.archived, 0) = 0", except: "d.archived = 1")
            _ = try transaction.departments(filter, page)
        },

        Question("a unit by id") { _ = try $0.unit("n77", in: .everything) },
        Question("a monitor's unit by id") { _ = try $0.unit("n77", in: mine) },
        Question("units by name, a page") { _ = try $0.units(named: "", in: .everything, page) },
        Question("a monitor's units, a page") { _ = try $0.units(named: "", in: mine, page) },
        Question("the units of a monitor") { _ = try $0.unitIDs(ofMonitor: "u77") },
        Question("whether a unit has two departments") { _ = try $0.hasTwoDepartments("n77") },
        Question("a unit's departments, a page") { _ = try $0.departments(ofUnit("n77"), page) },
        Question("departments that a unit may have, a page") {
            _ = try $0.availableDepartments(toUnit: "n77", in: .everything, page)
        },
        Question("departments by name, the last page") {
            _ = try $0.departments(Filter(), Page(offset: 99_950, count: 50))
        },
        Question("a unit's monitors") { _ = try $0.monitors(ofUnit: "n77") },
        Question("what the log keeps of a unit") { _ = try $0.unitImage("n77") },
        Question("what the log keeps of a department") { _ = try $0.departmentImage("d77") },
        Question("what somebody would leave") { _ = try $0.lostMemberships(of: "u77") },
        Question("a token") { _ = try $0.standing(hashedToken: "t77", userID: "u77") },
        Question("a token alone") { _ = try $0.userID(resuming: "t77") },
        Question("a user by id") { _ = try $0.user(id: "u77") },
        Question("whether somebody has left") { _ = try $0.isPresentWithoutSession("u77") },
        Question("a user by name") { _ = try $0.user(username: "user77") },
        Question("a login by name, held") { _ = try $0.hold(.username("User77"), by: .system("u78")) },
        Question("a login by address") { _ = try $0.userIDs(loggingInAs: .email("User77@example.com")) },
        Question("who may monitor") { _ = try $0.eligibleMonitors(among: ["u77", "u78", "none"]) },
        Question("which departments exist") {
            _ = try $0.existingDepartments(among: ["d77", "d78", "none"], in: .everything)
        },
        Question("which departments exist for a monitor") {
            _ = try $0.existingDepartments(among: ["d77", "d78", "none"], in: mine)
        },
        Question("a unit's departments") { _ = try $0.departmentIDs(ofUnit: "n77") },
        Question("a unit's new departments") { try $0.moveDepartments(["d77", "d7"], toUnit: "n77") },
        Question("a unit's lost departments") { try $0.freeDepartments(["d77", "d7"]) },
        Question("departments that a unit may have, a page") {
            _ = try $0.availableDepartments(toUnit: "n77", in: .everything, page)
        },
        Question("departments by name, the last page") {
            _ = try $0.departments(Filter(), Page(offset: 99_950, count: 50))
        },
        Question("a unit's monitors") { _ = try $0.monitorIDs(ofUnit: "n77") },
        Question("a unit's lost monitors") { try $0.removeMonitors(["u77", "u78"], ofUnit: "n77") },
        Question("a unit's departments set free") { try $0.freeDepartments(ofUnit: "n77") },
        Question("a unit's new name") { try $0.updateUnit("n77", NewUnit(named: "x")) },
        Question("a department by id") { _ = try $0.department("d77") },
        Question("a monitor's department by id") { _ = try $0.department("d77", in: mine) },
        Question("departments by name, a page") { _ = try $0.departments(Filter(), page) },
        Question("a monitor's departments, a page") { transaction in
            var filter = Filter()
            mine.limitDepartments(&filter, unitColumn: "d.unit_id")
            _ = try transaction.departments(filter, page)
        },
        Question("a department's agents") { _ = try $0.agents(ofDepartment: "d77") },
        Question("an agent's departments") { _ = try $0.departmentIDs(ofAgent: "u77") },
        Question("a department's new unit") { try $0.setUnit("n78", ofDepartment: "d77") },
        Question("a user's tokens removed") { try $0.removeTokens(ofUser: "u77") },
        Question("a new token") { try $0.addLoginToken("fresh", toUser: "u77", limit: 50) },
        Question("roles deleted since") { _ = try $0.deletedRoles(since: Timestamp(milliseconds: 0)) },
        Question("the next events") { _ = try $0.events(after: 5, upTo: $0.settledEvent(), limit: 10) },
    ]

    @Test(.keepsAway("keycloak#14852", "zammad#5343"), arguments: TestEngine.allCases)
    func `nothing is searched from end to end`(_ engine: TestEngine) async throws {
        let world = try await LargeOrganisation.world(engine)
        #expect(try await world.number("SELECT count(*) FROM units") == 10_002)
        for question in Self.questions {
            let plans = try await rollingBack(world) { transaction -> [(String, [String])] in
                let recording = RecordingTransaction(base: transaction)
                try question.ask(recording)
                return try recording.plans(engine.rawValue)
            }
            #expect(!plans.isEmpty)
            for (sql, steps) in plans {
                let slow = Self.tableSteps(steps).filter { Self.isSlow($0, sql, engine) }
                #expect(slow == [], "\(question.testDescription): \(sql)\n\(steps.joined(separator: "\n"))")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the test sees a search from end to end where there is one`(_ engine: TestEngine) async throws {
        let world = try await LargeOrganisation.world(engine)
        for sql in [
            "SELECT * FROM units WHERE visibility = $1", "SELECT * FROM departments d WHERE d.fields = $1",
            "SELECT u.id FROM users u ORDER BY u.bio, u.id LIMIT 50",
        ] {
            let plans = try await rollingBack(world) { transaction -> [(String, [String])] in
                let recording = RecordingTransaction(base: transaction)
                _ = try recording.rows(sql, sql.contains("$1") ? ["x"].map(SQLValue.text) : [])
                return try recording.plans(engine.rawValue)
            }
            #expect(
                plans.contains { sql, steps in Self.tableSteps(steps).contains { Self.isSlow($0, sql, engine) } },
                "\(sql)")
        }
    }

    /// The steps without the readings of what an inner query has chosen already: these are no searches.
    private static func tableSteps(_ steps: [String]) -> [String] {
        steps.reduce(into: steps) { left, step in
            for word in ["CO-ROUTINE ", "MATERIALIZE "] where step.hasPrefix(word) {
                // The outer reading comes after the inner search.
                guard let last = left.lastIndex(of: "SCAN " + step.dropFirst(word.count)) else { continue }
                left.remove(at: last)
            }
        }
    }

    /// Whether a step looks at every row of a large table.
    private static func isSlow(_ step: String, _ sql: String, _ engine: TestEngine) -> Bool {
        // How many there are cannot be known without counting them; it is counted in an index.
        let own = engine == .postgres ? sql.split(separator: "{server}").last.map(String.init) ?? sql : sql
        let countsAll = own.hasPrefix("SELECT count(*)") && !own.contains("WHERE")
        switch engine {
        case .sqlite:
            // The revision of roles and settings is the only row of its table, p.
            let isOfOneRow = step.contains("VIRTUAL TABLE") || step.contains("CONSTANT ROW") || step == "SCAN p"
            if !step.hasPrefix("SCAN ") || isOfOneRow { return false }
            // In the order of an index up to the page's end is no search.
            return countsAll
                ? !step.contains("COVERING INDEX") : !(step.contains(" INDEX ") && sql.contains("LIMIT"))
        case .postgres:
            return !countsAll
                && ["units", "departments", "users", "unit_monitors", "login_tokens"].contains { table in
                    step.contains("Seq Scan on \(table)")
                }
        }
    }

    /// Runs the closure in a write whose changes are taken back.
    private func rollingBack<Value: Sendable>(
        _ world: World, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await world.store.write { throw TakenBack(value: try body($0)) }
        } catch let taken as TakenBack<Value> {
            return taken.value
        }
    }
}

/// Carries a value out of a transaction that is taken back.
private struct TakenBack<Value: Sendable>: Error {
    let value: Value
}
