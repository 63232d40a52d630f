import MusterModel

/// What refuses a user to be made as well as one to be changed (contract 5.2).
extension Failure {
    /// A refusal in the original's shape; its method makes and changes users.
    static func savingUser(_ reason: String, _ id: String, _ more: JSONObject) -> Failure {
        .typed(reason, id, details: .object((["method": "insertOrUpdateUser"] as JSONObject).merging(more)))
    }

    /// A name or an address that somebody else has.
    static func alreadyInUse(_ text: String) -> Failure {
        savingUser("\(text) is already in use :(", "error-field-unavailable", ["field": .string(text)])
    }
}

extension Session {
    /// Refuses roles that do not exist.
    func checkExist(_ roles: [String]) throws {
        for role in roles where try !roleExists(role) {
            throw Failure.savingUser(
                "The field Roles consist invalid role id", "error-action-not-allowed", ["action": "Assign_role"])
        }
    }

    /// Refuses a caller who may not hand out the role of administrators.
    func checkMayAssignAdmin(_ caller: Caller) throws {
        guard try holds(caller, "assign-admin-role") else {
            throw Failure.savingUser(
                "Assigning admin is not allowed", "error-action-not-allowed", ["action": "Assign_admin"])
        }
    }
}
