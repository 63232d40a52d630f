public import MusterModel

/// Who makes a request, what they hold of what the route asks for, and the settings of this moment.
public struct Authentication: Sendable {
    /// Who, nil for wrong or missing headers.
    public let caller: Caller?
    /// Of the permissions asked about, those the caller holds.
    public let permissions: Set<String>
    /// The workspace's settings.
    public let settings: Settings
}

extension Store {
    /// bcrypt text of the caller's password, nil without one.
    public func passwordHash(of caller: Caller) async throws -> String? {
        try await read { try $0.passwordHash(ofUser: caller.id) }
    }

    /// Looks at the two headers and at what the route needs, in one read.
    ///
    /// - Parameters:
    ///   - token: The token presented, nil without one.
    ///   - userID: The user id presented, nil without one.
    ///   - requestID: The request's id, for the caller's events.
    ///   - asked: Permissions to look up.
    public func authenticate(
        token: String?, userID: String?, requestID: String, asking asked: [String]
    ) async throws -> Authentication {
        let hashedToken = token.map(Digest.ofToken)
        return try await read { session in
            let settings = try session.settings()
            guard let hashedToken, let userID,
                let caller = try session.caller(hashedToken: hashedToken, userID: userID, requestID: requestID)
            else { return Authentication(caller: nil, permissions: [], settings: settings) }
            let held =
                asked.isEmpty ? [] : try session.permissions(ofUser: caller.id, roles: caller.roles, among: asked)
            return Authentication(caller: caller, permissions: held, settings: settings)
        }
    }
}
