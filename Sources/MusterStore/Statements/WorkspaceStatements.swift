import MusterModel

/// What exists in every workspace.
extension Transaction {
    func makeRoom(_ id: String, name: String, type: String) throws {
        try run(
            "INSERT INTO rooms (id, name, type, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
            [.text(id), .text(name), .text(type), .time(now)])
    }
}
