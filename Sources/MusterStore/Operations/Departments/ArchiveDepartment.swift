public import MusterModel

extension Store {
    /// Archives a department, which disables it and its agents' links, or takes it back: then the links are enabled
    /// again, the department itself is not (contract 4.4).
    ///
    /// - Returns: False when there is no such department.
    public func setArchived(_ archived: Bool, department id: String, by caller: Caller) async throws -> Bool {
        try await write { session in
            guard let before = try session.department(id) else { return false }
            try session.setArchived(archived, department: id)
            try session.setAgentsEnabled(!archived, ofDepartment: id)
            let after = try session.department(id)?.forEventLog
            let kind = archived ? "department.archived" : "department.unarchived"
            try session.append(Event(kind, id, before: before.forEventLog, after: after), by: caller)
            return true
        }
    }
}
