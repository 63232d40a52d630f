public import MusterModel

extension Store {
    /// The departments a user is agent of, with their names, by name.
    ///
    /// - Parameters:
    ///   - userID: The agent.
    ///   - onlyEnabled: Whether disabled departments are left out.
    /// - Returns: Each link with the name of its department.
    public func departments(
        ofAgent userID: String, onlyEnabled: Bool
    ) async throws -> [(link: DepartmentAgent, departmentName: String)] {
        try await read { try $0.departmentLinks(ofAgent: userID, onlyEnabled: onlyEnabled) }
    }
}
