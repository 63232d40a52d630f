public import MusterModel

extension Store {
    /// Archives a department, which disables it and its agents' links, or takes it back: then the links are enabled
    /// again, the department itself is not (contract 4.4).
    ///
    /// - Parameters:
    ///   - archived: Whether it shall be archived.
    ///   - id: The department.
    ///   - caller: Who does it.
    /// - Returns: False when there is no such department.
    public func setArchived(_ archived: Bool, department id: String, by caller: Caller) async throws -> Bool {
        try await write { transaction in
            guard let department = try transaction.department(id) else { return false }
            let kind = archived ? "department.archived" : "department.unarchived"
            try transaction.recordingChange(kind, id, by: caller, transaction.departmentImage) {
                try transaction.setArchived(archived, department)
                try transaction.setAgentsEnabled(!archived, ofDepartment: id)
            }
            return true
        }
    }
}
