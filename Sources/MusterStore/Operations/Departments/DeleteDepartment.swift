public import MusterModel

extension Store {
    /// Deletes a department: its agents' links go, other departments forward to it no more.
    ///
    /// - Parameters:
    ///   - id: The department.
    ///   - caller: Who does it.
    /// - Throws: `noneToDelete` (contract 4.4).
    public func deleteDepartment(_ id: String, by caller: Caller) async throws {
        try await write { transaction in
            guard let department = try transaction.department(id) else {
                throw StoreRefusal.department(.noneToDelete)
            }
            for other in try transaction.departments(mentioning: id) where other.id != id {
                try transaction.forget(id, in: other, by: caller)
            }
            let before = try transaction.departmentImage(id)
            try transaction.deleteDepartment(id)
            if let unitID = department.unitID {
                try transaction.recordDepartments(ofUnit: unitID, left: [id], by: caller)
            }
            try transaction.append(Event("department.deleted", id, from: before, to: nil), by: caller)
        }
    }
}

extension Transaction {
    /// Clears another department's references to one that goes (contract 4.4, D28).
    fileprivate func forget(_ id: String, in other: Department, by caller: Caller) throws {
        var fields = other.fields
        if fields["fallbackForwardDepartment"] == .string(id) { fields["fallbackForwardDepartment"] = nil }
        if let targets = fields["departmentsAllowedToForward"]?.array {
            fields["departmentsAllowedToForward"] = .array(targets.filter { $0 != .string(id) })
        }
        guard fields != other.fields else { return }
        try recordingChange("department.updated", other.id, by: caller, departmentImage) {
            try updateDepartment(other.id, fields: fields)
        }
    }
}
