import MusterModel
import MusterStore

/// `GET livechat/departments/archived` (contract 4.4).
enum ListArchivedDepartments {
    static let about = About(
        "List archived departments", query: ListDepartments.Parameters.schema, example: ["count": 10],
        answer: .page("departments", Department.sample))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        try await ListDepartments.list(call) { _ in .alone }
    }
}
