public import MusterModel

extension Store {
    /// bcrypt text of the caller's password, nil without one.
    ///
    /// - Parameter caller: Whose.
    public func passwordHash(of caller: Caller) async throws -> String? {
        try await read { try $0.passwordHash(ofUser: caller.id) }
    }
}
