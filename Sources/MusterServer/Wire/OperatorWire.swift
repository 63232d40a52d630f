import MusterModel

extension User {
    /// A row of `livechat/users/:type` (contract 4.5): every member is there, null when missing.
    func operatorRow(departments: [String]) -> JSON {
        [
            "_id": .string(id), "username": .string(username), "status": .string(status),
            "statusLivechat": .text(statusLivechat), "name": .string(name),
            "emails": emails.isEmpty ? .null : emailsWire, "livechat": livechat ?? .null,
            "departments": .texts(departments),
        ]
    }
}
