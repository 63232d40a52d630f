public import MusterModel

extension Store {
    /// What `livechat:getUnitsFromUser` answers (contract 3.4).
    ///
    /// - Returns: Ids of the caller's units and of the departments they are agent of; nil for a caller who is not
    ///   restricted.
    public func unitsAndDepartments(of caller: Caller) async throws -> [String]? {
        guard caller.isRestricted else { return nil }
        return try await read { transaction in
            try transaction.unitIDs(ofMonitor: caller.id) + transaction.departmentIDs(ofAgent: caller.id)
        }
    }
}
