import MusterModel
import MusterStore

extension User {
    static let agentSample: Sample = .named(
        "Operator",
        [
            "_id": .value(.string(Demo.agentID)), "username": "petra", "status": "online",
            "statusLivechat": .nullable(.oneOf(["available", "not-available"])), "name": "Petra Novak",
            "emails": .nullable(emailsSample), "livechat": .anything(.null),
            "departments": [.value(.string(Demo.departmentID))],
        ])

    /// A row of `livechat/users/:type` (contract 4.5): every member is there, null when missing.
    func agentRow(departments: [String]) -> JSON {
        [
            "_id": .string(id), "username": .string(username), "status": .string(status),
            "statusLivechat": .text(statusLivechat), "name": .string(name),
            "emails": emails.isEmpty ? .null : emailsWire, "livechat": livechat ?? .null,
            "departments": .texts(departments),
        ]
    }
}
