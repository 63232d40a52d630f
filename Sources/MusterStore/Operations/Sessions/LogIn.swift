public import MusterModel

/// Somebody who may turn out to be a user: what a login must know before it looks at the password.
public struct LoginCandidate: Sendable {
    /// The user.
    public let userID: String
    /// bcrypt text, nil without a password.
    public let passwordHash: String?
    /// Whether they may log in at all: active, a person or bot, not an app.
    public let mayLogIn: Bool
}

extension Store {
    /// Finds whom a login name fits, nil when nobody.
    ///
    /// - Parameter name: What was typed, and what kind of name it is.
    public func loginCandidate(_ name: LoginName) async throws -> LoginCandidate? {
        try await read { transaction in
            guard let id = try transaction.userIDs(loggingInAs: name).first, let user = try transaction.user(id: id)
            else {
                return nil
            }
            return LoginCandidate(
                userID: id, passwordHash: try transaction.passwordHash(ofUser: id),
                mayLogIn: user.active && user.type != "app")
        }
    }

    /// Opens a session for a user whose password was right.
    ///
    /// - Parameters:
    ///   - candidate: Whose; refused when they were deactivated or got another password meanwhile.
    ///   - token: The new token; only its digest is kept.
    ///   - limit: Tokens they may hold; the oldest go.
    /// - Returns: The user, nil when refused.
    public func logIn(_ candidate: LoginCandidate, token: String, limit: Int) async throws -> User? {
        try await write(holding: .id(candidate.userID), by: nil) { transaction, _ in
            guard try transaction.passwordHash(ofUser: candidate.userID) == candidate.passwordHash,
                let user = try transaction.user(id: candidate.userID), user.active
            else { return nil }
            try transaction.addLoginToken(Digest.ofToken(token), toUser: user.id, limit: limit)
            try transaction.noteLogin(ofUser: user.id)
            return user
        }
    }

    /// The user whose token it is, nil when nobody's or when they are deactivated.
    ///
    /// - Parameter token: The token as presented.
    public func userResuming(_ token: String) async throws -> User? {
        try await read { transaction in
            guard let id = try transaction.userID(resuming: Digest.ofToken(token)),
                let user = try transaction.user(id: id),
                user.active
            else { return nil }
            return user
        }
    }
}
