import Facts
import Foundation
import MusterModel
@testable import MusterStore
import MusterTestSupport
import Testing

/// Pages that were overwritten before the server read them.
@Suite("A damaged page is said to be one, and the rest is served", .programs)
struct DamagedFileTests {
    struct Damage: Sendable, CustomTestStringConvertible {
        /// The table or index whose first page is overwritten.
        let place: String
        /// A request that needs it.
        let request: String
        var body: String?

        var testDescription: String { "\(place), by \(request)" }
    }

    static let damages = [
        Damage(place: "units", request: "GET livechat/units"),
        Damage(place: "units", request: "GET livechat/units/\(Demo.unitID)"),
        Damage(place: "units_by_name", request: "GET livechat/units"),
        Damage(place: "departments", request: "GET livechat/department"),
        Damage(place: "unit_monitors", request: "GET livechat/units/\(Demo.unitID)/monitors"),
        Damage(place: "department_agents", request: "GET livechat/department/\(Demo.departmentID)"),
        Damage(
            place: "events", request: "POST livechat/units",
            body: #"{"unitData":{"name":"x","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#),
    ]

    /// Writes over the first page of a table or index of a file that nobody uses.
    private func overwrite(_ place: String, in database: String) async throws {
        let store = try await Store.open(database, mustExist: true)
        let page = try await store.read { transaction in
            try transaction.number("SELECT rootpage FROM sqlite_schema WHERE name = $1", [.text(place)])
        }
        try store.close()
        try #require(page > 1)
        // Everything is in the file now; pages in what is left of the log would be read instead.
        for companion in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + companion) }
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: database))
        try file.seek(toOffset: UInt64(page - 1) * 4096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
        try file.close()
    }

    @Test(.keepsAway("Muster 11.A12 (damage)"), arguments: damages)
    func `the answer is 503, and the log names the doctor`(_ damage: Damage) async throws {
        let installation = try Installation()
        try #require(try installation.serve("--demo", environment: [:]).terminate() == 0)
        let headers = try installation.headers(of: Demo.adminUsername)
        try await overwrite(damage.place, in: installation.database)
        let server = try installation.serve()
        let parts = damage.request.split(separator: " ").map(String.init)
        let answer = try server.send(parts[0], parts[1], headers, body: damage.body)
        #expect(answer.status == 503, "\(answer.text)")
        #expect(answer.json?.object?["errorType"] == "error-storage-damaged")
        #expect(answer.header("Retry-After") == nil, "trying again does not help")
        try waitUntil("the log names the doctor") {
            server.standardErrorText.contains(#"error damaged advice="muster doctor says what is damaged""#)
        }
        #expect(try server.isLoggedIn(headers))
        #expect(try server.send("GET", "roles.list", headers).status == 200)
        #expect(server.isRunning)
        let doctor = try installation.command("doctor")
        #expect(doctor.status == 1)
        let table = damage.place == "units_by_name" ? "units" : damage.place
        #expect(doctor.output.contains("FAULT  ") && doctor.output.contains(table), "\(doctor)")
        #expect(doctor.error == "")
    }
}
