import MusterModel

/// What refuses a user to be made as well as one to be changed (contract 5.2).
extension Transaction {
    /// Refuses roles that do not exist.
    func checkExist(_ roles: [String]) throws {
        for role in roles where try !roleExists(role) {
            throw StoreRefusal.user(.unknownRole)
        }
    }

    /// Refuses a caller who may not hand out the role of administrators.
    func checkMayAssignAdmin(_ caller: Caller) throws {
        guard try holds(caller, "assign-admin-role") else {
            throw StoreRefusal.user(.mayNot(.assignAdmin))
        }
    }
}
