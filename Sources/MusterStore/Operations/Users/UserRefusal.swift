public import MusterModel

/// What may be against making, changing, finding or deleting a user (contract 5.2).
public enum UserRefusal: Sendable, Equatable {
    /// Nobody is whom the request names.
    case unknown
    /// Nobody has that id, and the account was to be opened or closed.
    case noneToActivate
    /// Nobody has that id, and was to be changed.
    case noneToChange
    /// Nobody has that id, and was to be logged out.
    case noneToLogOut
    /// Nobody has that id, and preferences were to be changed.
    case noneToPrefer
    /// The caller may not do that.
    case mayNot(Deed)
    /// A role does not exist.
    case unknownRole
    /// The name has what could be taken for markup or a path.
    case unsafeName
    /// A member that must be there is missing or blank.
    case missing(Member)
    /// The text is no user name.
    case invalidUsername(String)
    /// Nobody may have that user name.
    case blockedUsername(String)
    /// The text is no e-mail address.
    case invalidEmail(String)
    /// Somebody else has that user name or address.
    case inUse(String)
    /// That cannot be their status.
    case status(UserChange.StatusFault)
    /// Those cannot be their custom fields.
    case customFields(CustomFieldFault)
    /// The new names cannot be stored, or somebody else has them.
    case identityNotSaved
    /// The `bio` is longer than `UserChange.bioCharactersMax`.
    case bioTooLong
    /// The `nickname` is longer than `UserChange.nicknameCharactersMax`.
    case nicknameTooLong
    /// The present password, asked for in a second factor's place, is another (D25).
    case wrongPresentPassword
    /// Nobody would be left who can run the workspace: the last one was to be deleted.
    case lastAdminDeleted
    /// The last one was to be deactivated.
    case lastAdminDeactivated
    /// The workspace's own user stays.
    case isWorkspaceBot
    /// A program's user stays.
    case isApp

    /// A member of a new user.
    public enum Member: Sendable {
        /// The name shown to people.
        case name
        /// The user name.
        case username
        /// The password.
        case password
    }

    /// What a caller may not do.
    public enum Deed: Sendable, Equatable {
        /// Lacks `create-user`.
        case create
        /// Lacks `edit-other-user-info`.
        case edit
        /// Nobody says of their own address whether it is proven.
        case editOwnVerification
        /// Lacks `edit-other-user-password`.
        case editPassword
        /// Lacks `edit-other-user-active-status`.
        case activate
        /// Lacks `edit-other-user-info`, and wanted to change what somebody else prefers.
        case prefer
        /// Lacks `assign-roles`.
        case assignRoles
        /// Lacks `assign-admin-role`.
        case assignAdmin
        /// Lacks what it takes to do that for somebody else.
        case actForOthers
        /// A setting forbids people to change that about themselves.
        case changeOneself
        /// A setting forbids people to say what they are doing.
        case sayStatus
        /// Lacks `edit-other-user-avatar`.
        case depictOthers(resetting: Bool)
        /// A setting forbids people to change their images.
        case depictOneself(resetting: Bool)
    }
}

/// What may be against registering (contract 5.2).
public enum RegistrationRefusal: Sendable, Equatable {
    /// A setting forbids it.
    case isOff
    /// The text is no user name, or nobody may have it.
    case invalidUsername
    /// Somebody else has that user name.
    case usernameTaken
    /// The text is no e-mail address.
    case invalidEmail(String)
    /// Somebody else has that address.
    case emailTaken
}

/// What may be against a command of who owns the machine.
public enum CommandRefusal: Sendable, Equatable {
    /// Nobody has that user name.
    case noUser(String)
    /// The user of that name may not log in.
    case deactivated(String)
    /// No role has that id.
    case noRole(String)
    /// The text is no e-mail address.
    case invalidEmail(String)
    /// Somebody else has that user name or address.
    case inUse(String)
}
