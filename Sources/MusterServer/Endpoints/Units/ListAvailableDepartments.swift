import MusterModel
import MusterStore

/// `GET livechat/units/:unitId/departments/available` (contract 3.1, D35).
enum ListAvailableDepartments {
    static let about = About(
        "List departments a unit may have", path: ["unitId": .string(Demo.unitID)],
        query: Parameters.schema, example: ["text": "customer", "onlyMyDepartments": "false"],
        answer: .page("departments", Department.sample))

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let text: String
        let onlyMine: Bool

        init(_ members: inout Members) {
            text = members.optional("text", .string()) ?? ""
            onlyMine = members.optional("onlyMyDepartments", .flag) ?? false
            members.page()
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let parameters = Parameters(asSent: call.query)
        let text = try Query.searchText(parameters.text)
        let page = try call.page(naming: ListDepartments.queryable)
        return try await call.list("departments", \.wire) {
            try await call.store.availableDepartments(
                toUnit: call.parameter("unitId"), named: text, onlyMine: parameters.onlyMine, page, for: call.caller,
                $0)
        }
    }
}
