import MusterModel
import MusterStore

extension UserRefusal {
    /// The words of contract 5.2.
    var failure: Failure {
        switch self {
        case .unknown: .unknownUser
        case .noneToActivate: .plain("User not found")
        case .noneToChange: .typed("Invalid user", "error-invalid-user")
        case .noneToLogOut: .typed("Invalid user id", "error-invalid-user-id")
        case .noneToPrefer:
            .typed(
                "The optional \"userId\" param provided does not match any users", "error-invalid-user",
                method: "users.setPreferences")
        case .mayNot(let deed): deed.failure
        case .unknownRole:
            .saving("The field Roles consist invalid role id", "error-action-not-allowed", ["action": "Assign_role"])
        case .unsafeName: .plain("Name contains invalid characters")
        case .missing(let member):
            .saving(
                "The field \(member.words) is required", "error-the-field-is-required",
                ["field": .string(member.words)])
        case .invalidUsername(let name):
            .saving(
                "\(name) is not a valid username", "error-input-is-not-a-valid-field",
                ["input": .string(name), "field": "Username"])
        case .blockedUsername(let name):
            .saving("\(name) is blocked and can't be used!", "error-blocked-username", ["field": .string(name)])
        case .invalidEmail(let email):
            .saving("Invalid email \(email)", "error-invalid-email", ["email": .string(email), "field": "Email"])
        case .inUse(let text):
            .saving("\(text) is already in use :(", "error-field-unavailable", ["field": .string(text)])
        case .status(.unknown):
            .typed(
                "Valid status types include online, away, offline, and busy.", "error-invalid-status",
                method: "users.setStatus")
        case .status(.invisible):
            .typed("Invisible status is disabled", "error-status-not-allowed", method: "users.setStatus")
        case .customFields(let fault): fault.failure
        case .identityNotSaved: .typed("Could not save user identity", "error-could-not-save-identity")
        case .bioTooLong:
            .typed("Bio size exceeds 260 characters", "error-bio-size-exceeded", method: "saveUserProfile")
        case .nicknameTooLong:
            .typed("Nickname size exceeds 120 characters", "error-nickname-size-exceeded", method: "saveUserProfile")
        case .wrongPresentPassword: .wrongPresentPassword
        case .lastAdminDeleted:
            .refusing("Leaving the app without admins is not allowed", "deleteUser", "Remove_last_admin")
        case .lastAdminDeactivated:
            .refusing(
                "Leaving the app without an active admin is not allowed", "setUserActiveStatus", "Remove_last_admin")
        case .isWorkspaceBot: .refusing("Deleting the rocket.cat user is not allowed", "deleteUser", "Delete_user")
        case .isApp: .typed("Deleting app user is not allowed", "error-cannot-delete-app-user", method: "deleteUser")
        }
    }
}

extension UserRefusal.Deed {
    /// The words of contract 5.2.
    fileprivate var failure: Failure {
        switch self {
        case .create: .saving("Adding user is not allowed", "Adding_user")
        case .edit: .saving("Editing user is not allowed", "Editing_user")
        case .editOwnVerification: .saving("Editing email verification is not allowed", "Editing_user")
        case .editPassword: .saving("Editing user password is not allowed", "Editing_user")
        case .activate: .typed("Not allowed", "error-not-allowed", method: "setUserActiveStatus")
        case .prefer:
            .typed("Editing user is not allowed", "error-action-not-allowed", method: "users.setPreferences")
        case .assignRoles: .saving("Assign roles is not allowed", "Assign_role")
        case .assignAdmin: .saving("Assigning admin is not allowed", "Assign_admin")
        case .actForOthers: Failure(.forbidden, "unauthorized")
        case .changeOneself: .typed("Not allowed", "error-not-allowed", method: "saveUserProfile")
        case .sayStatus: .typed("Change status is not allowed", "error-not-allowed", method: "users.setStatus")
        case .depictOthers(let resetting):
            .typed("Not allowed", "error-not-allowed", method: resetting ? "users.resetAvatar" : "users.setAvatar")
        case .depictOneself(let resetting):
            .typed(
                "\(resetting ? "Reset" : "Change") avatar is not allowed", "error-not-allowed",
                method: resetting ? "users.resetAvatar" : "users.setAvatar")
        }
    }
}

extension CustomFieldFault {
    /// The words of D73.
    fileprivate var failure: Failure {
        let problem: String
        switch self {
        case .noRules: return .typed("Invalid JSON for Custom Fields", "error-invalid-customfield-json")
        case .missing(let name): problem = "Field \(name) is required"
        case .noOption(let name): problem = "Value for field \(name) is invalid"
        case .tooLong(let name, let most): problem = "Max length of field \(name) \(JSON.number(most).text())"
        case .tooShort(let name, let least): problem = "Min length of field \(name) \(JSON.number(least).text())"
        }
        return .typed(problem, "error-user-registration-custom-field", method: "registerUser")
    }
}

extension UserRefusal.Member {
    fileprivate var words: String {
        switch self {
        case .name: "Name"
        case .username: "Username"
        case .password: "Password"
        }
    }
}

extension RegistrationRefusal {
    /// The words of contract 5.2.
    var failure: Failure {
        switch self {
        case .isOff: .typed("User registration is disabled", "error-user-registration-disabled")
        case .invalidUsername: .plain("The username provided is not valid")
        case .usernameTaken: .plain("Username is already in use")
        case .invalidEmail(let email): .typed("Invalid email \(email)", "error-invalid-email")
        case .emailTaken: .typed("Email already exists.", "403")
        }
    }
}

extension CommandRefusal {
    /// Our own words, for a terminal.
    var failure: Failure {
        switch self {
        case .noUser(let username): .plain("There is no user \(username)")
        case .deactivated(let username): .plain("The user \(username) is deactivated")
        case .noRole(let id): .plain("There is no role \(id)")
        case .invalidEmail(let email): .plain("Invalid email \(email)")
        case .inUse(let text): .plain("\(text) is already in use")
        }
    }
}

extension Failure {
    /// A request names a user who does not exist (contract 5.2).
    static let unknownUser = typed(
        "The required \"userId\" or \"username\" param provided does not match any users", "error-invalid-user")

    /// The present password, asked for in a second factor's place, is another (D25).
    static let wrongPresentPassword = typed("TOTP Invalid", "totp-invalid", details: ["method": "password"])

    /// A refusal in the shape of the original's method that makes and changes users.
    fileprivate static func saving(_ reason: String, _ id: String, _ more: JSONObject) -> Failure {
        typed(reason, id, details: .object((["method": "insertOrUpdateUser"] as JSONObject).merging(more)))
    }

    fileprivate static func saving(_ reason: String, _ action: String) -> Failure {
        saving(reason, "error-action-not-allowed", ["action": .string(action)])
    }

    fileprivate static func refusing(_ reason: String, _ method: String, _ action: String) -> Failure {
        typed(
            reason, "error-action-not-allowed", details: ["method": .string(method), "action": .string(action)])
    }
}
