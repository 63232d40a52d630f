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

    /// Stores the values that the environment sets (D72); writes nothing when they are there.
    ///
    /// - Parameter values: Values by ids, of the settings' types.
    public func overwriteSettings(_ values: [String: JSON]) async throws {
        let present = try await settings()
        guard values.contains(where: { present[$0.key] != $0.value }) else { return }
        try await write { transaction in
            let settings = try transaction.settings()
            for (id, value) in values.sorted(by: { $0.key < $1.key }) {
                try transaction.changeSetting(id, from: settings[id], to: value, by: .system("environment"))
            }
        }
    }
}

extension Transaction {
    fileprivate func changeSetting(_ id: String, from before: JSON, to value: JSON, by caller: Caller) throws {
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
