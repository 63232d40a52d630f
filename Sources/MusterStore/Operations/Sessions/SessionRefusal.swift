/// What may be against a token (contract 1.7, D85, D87).
public enum SessionRefusal: Sendable, Equatable {
    /// A token for a new password is unknown, used or too old: which of these, nobody is told.
    case invalidResetToken
    /// The caller lacks `create-personal-access-tokens`.
    case mayNotHavePersonalAccessTokens(PersonalAccessTokenChange)
    /// The caller has no personal access token of that name.
    case unknownPersonalAccessToken(PersonalAccessTokenChange)
    /// The caller has a personal access token of that name.
    case personalAccessTokenNameTaken
    /// Nobody has more than `Limits.personalAccessTokens`.
    case tooManyPersonalAccessTokens
    /// The caller lacks `user-generate-access-token`.
    case mayNotMakeTokens
    /// Who may not log in gets no token.
    case userIsInactive

    /// What is done to a personal access token.
    public enum PersonalAccessTokenChange: Sendable {
        /// It is made.
        case creation
        /// Another of the same name takes its place.
        case replacement
        /// It goes.
        case removal
    }
}
