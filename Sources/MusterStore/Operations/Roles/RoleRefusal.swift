/// What may be against a change of roles, of who holds them, and of what they permit (contract 5.3, 5.4).
public enum RoleRefusal: Sendable, Equatable {
    /// No role has the id or name by which it shall be given to somebody.
    case noneToGive
    /// No role has that id or name.
    case unknown
    /// No role has that id or name, and its holders were asked for.
    case noneToList
    /// The request names no role.
    case unnamed
    /// Another role has the name.
    case nameTaken
    /// The name and scope of a protected role stay as they are.
    case isProtected
    /// A protected role stays.
    case mayNotBeDeleted
    /// Somebody holds it, or is given it at first.
    case inUse
    /// No user has the name of who shall lose a role.
    case unknownHolder
    /// The user has the role already.
    case alreadyHeld
    /// The user does not have the role.
    case notHeld
    /// There is no such room for a role to be held in.
    case notInRoom
    /// The caller lacks `access-permissions`.
    case mayNotChangeRoles
    /// The caller lacks `assign-roles`.
    case mayNotAssignRoles
    /// The caller lacks `assign-admin-role`.
    case mayNotAssignAdmin
    /// Nobody would be left who can run the workspace.
    case lastAdmin
    /// No permission has that id, or it comes twice.
    case unknownPermission
    /// A permission shall be given to a role that does not exist.
    case unknownForPermission
}
