import MusterModel
import MusterStore

extension SessionRefusal {
    /// The words of contract 1.7, D85 and D87.
    var failure: Failure {
        switch self {
        case .invalidResetToken: .typed("The token is not valid any more", "error-invalid-token")
        case .mayNotHavePersonalAccessTokens(let change):
            .typed("Not Authorized", "not-authorized", method: change.method)
        case .unknownPersonalAccessToken(let change):
            .typed("Token does not exist", "error-token-does-not-exists", method: change.method)
        case .personalAccessTokenNameTaken:
            .typed(
                "A token with this name already exists", "error-token-already-exists",
                method: PersonalAccessTokenChange.creation.method)
        case .tooManyPersonalAccessTokens:
            .typed("No more than \(Limits.personalAccessTokens) tokens", "error-too-many-tokens")
        case .mayNotMakeTokens: .typed("Not authorized", "error-not-authorized", method: "createToken")
        case .userIsInactive:
            .typed("User is not activated", "error-user-is-not-activated", method: "createToken")
        }
    }
}

extension SessionRefusal.PersonalAccessTokenChange {
    fileprivate var method: String {
        switch self {
        case .creation: "personalAccessTokens:generateToken"
        case .replacement: "personalAccessTokens:regenerateToken"
        case .removal: "personalAccessTokens:removeToken"
        }
    }
}
