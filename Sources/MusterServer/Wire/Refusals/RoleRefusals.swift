import MusterModel
import MusterStore

extension RoleRefusal {
    /// The words of contract 5.3 and 5.4.
    var failure: Failure {
        switch self {
        // The original swaps text and id here, and so do we (contract 5.3).
        case .noneToGive: Failure(.invalid, "error-role-not-found", id: "Role not found")
        case .unknown: .typed("This role does not exist", "error-invalid-roleId")
        case .noneToList: .typed(nil, "error-invalid-roleId")
        case .unnamed: .plain("error-invalid-role-properties")
        case .nameTaken: .typed("Role name already exists", "error-duplicate-role-names-not-allowed")
        case .isProtected: .typed("Role is protected", "error-role-protected")
        case .mayNotBeDeleted: .typed("Cannot delete a protected role", "error-role-protected")
        case .inUse: .typed("Cannot delete role because it's in use", "error-role-in-use")
        case .unknownHolder: .typed("There is no user with this username", "error-invalid-user")
        case .alreadyHeld: .typed("User already in role", "error-user-already-in-role")
        case .notHeld: .typed("User is not in this role", "error-user-not-in-role")
        case .notInRoom: .typed("User is not part of given room", "error-invalid-user")
        case .mayNotChangeRoles: .typed("Accessing permissions is not allowed", "error-action-not-allowed")
        case .mayNotAssignRoles: .typed("Assign roles is not allowed", "error-action-not-allowed")
        case .mayNotAssignAdmin: .typed("Assigning admin is not allowed", "error-action-not-allowed")
        case .lastAdmin: .typed("You need to have at least one admin", "error-admin-required")
        case .unknownPermission: .typed("Invalid permission", "error-invalid-permission")
        case .unknownForPermission: .typed("Invalid role", "error-invalid-role")
        }
    }
}
