import MusterModel
import MusterStore

/// What the routes of personal access tokens take and answer (contract 1.7).
struct PersonalAccessTokenBody: Described {
    static let example: JSONObject = ["tokenName": "nightly report"]
    static let token: Sample = .success(["token": "vJw6bQm3RtX9kLs2PfYc8NzHg5DhTq3VbZk4WxCu7Ea"])
    static let schema = RequestSchema(of: Self.self, isOpen: true)
    private let nameAsSent: JSON?
    let bypassesTwoFactor: Bool

    init(_ members: inout Members) {
        nameAsSent = members.asSent("tokenName", .string(charactersMin: 1), isRequired: true)
        bypassesTwoFactor = members.optional("bypassTwoFactor", .boolean) ?? false
    }

    func name() throws -> String {
        guard let name = nameAsSent?.string, !name.isEmpty else {
            throw Failure.plain("The 'tokenName' param is required")
        }
        guard name.utf8.count <= Limits.tokenNameBytes else {
            throw Failure.typed("The name is longer than \(Limits.tokenNameBytes) bytes", "error-invalid-params")
        }
        return name
    }
}
