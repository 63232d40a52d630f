public import MusterModel

extension Store {
    /// The image that the user of that name uploaded; nil without one, and without such a user.
    ///
    /// - Parameter username: The user name, whatever its case.
    public func avatar(ofUsername username: String) async throws -> Avatar? {
        try await read { transaction in
            guard let id = try transaction.userIDs(loggingInAs: .username(username)).first else { return nil }
            return try transaction.avatar(ofUser: id)
        }
    }
}
