public import MusterModel

extension Store {
    /// Gives a setting another value; it counts from the next request on (D23).
    ///
    /// - Parameters:
    ///   - id: The setting.
    ///   - value: The value.
    ///   - caller: Who does it.
    /// - Throws: `invalidValue` for a value of another type (D29); the refusal of who may not hand out
    ///   the roles that the value hands out (D69).
    public func saveSetting(_ id: String, _ value: JSON, by caller: Caller) async throws {
        guard Settings.fits(value, id) else {
            throw StoreRefusal.setting(.invalidValue)
        }
        try await write { transaction in
            let settings = try transaction.settings()
            let more = Settings.rolesHandedOut(by: id, value).subtracting(
                Settings.rolesHandedOut(by: id, settings[id]))
            try transaction.checkMayHandOut(more, by: caller)
            try transaction.changeSetting(id, from: settings[id], to: value, by: caller)
        }
    }
}

extension Transaction {
    func changeSetting(_ id: String, from before: JSON, to value: JSON, by caller: Caller) throws {
        guard value != before else { return }
        try saveSetting(id, value)
        let isSecret = Settings.secretIDs.contains(id)
        let event = Event(
            "setting.changed", id, before: isSecret ? nil : ["value": before],
            after: isSecret ? nil : ["value": value])
        try append(event, by: caller)
    }

    /// A setting that hands out roles asks for what handing them out by other ways asks.
    fileprivate func checkMayHandOut(_ roles: Set<String>, by caller: Caller) throws {
        if !roles.isEmpty, try !holds(caller, "assign-roles") {
            throw StoreRefusal.role(.mayNotAssignRoles)
        }
        if roles.contains(Role.admin), try !holds(caller, "assign-admin-role") {
            throw StoreRefusal.role(.mayNotAssignAdmin)
        }
    }
}
