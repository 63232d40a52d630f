public import MusterModel

extension Store {
    /// The caller's personal access tokens, oldest first.
    public func personalAccessTokens(of caller: Caller) async throws -> [PersonalAccessToken] {
        try await read { try $0.personalAccessTokens(ofUser: caller.id) }
    }
}
