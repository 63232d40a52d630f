import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST livechat/department/:_id/archive` and `/unarchive` (contract 4.4).
@Suite("POST livechat/department/:_id/archive")
struct ArchiveDepartmentTests {
    static let rows: [Scenario] = [
        Scenario(
            "an archived one is disabled", "POST livechat/department/dep-1/archive", status: 200,
            contains: [#"{"success":true}"#], events: ["department.archived"], holds: "4.4.38"),
        Scenario(
            "an unknown one cannot be archived", "POST livechat/department/none/archive", status: 400,
            contains: [#"{"success":false,"error":"department-not-found"}"#], holds: "4.4.39"),
        Scenario(
            "one is taken back", "POST livechat/department/dep-5/unarchive", status: 200,
            contains: [#"{"success":true}"#], events: ["department.unarchived"], holds: "4.4.45"),
        Scenario(
            "an unknown one cannot be taken back", "POST livechat/department/none/unarchive", status: 400,
            contains: [#""error":"[department-not-found]","errorType":"department-not-found""#], holds: "4.4.46"),
        Scenario(
            "a unit is not archived", "POST livechat/department/unit-a/archive", status: 400,
            contains: [#"{"success":false,"error":"department-not-found"}"#], holds: "4.4.40"),
        Scenario(
            "nor taken out of the archive", "POST livechat/department/unit-a/unarchive", status: 400,
            contains: [#"{"success":false,"error":"[department-not-found]","errorType":"department-not-found"}"#],
            holds: "4.4.47"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
