import MusterModel

extension Transaction {
    /// Makes a user absent whose last session has ended (D61); does nothing while one goes on. A session is what a
    /// login opened: a personal access token is none.
    func leaveLastSession(of userID: String, by caller: Caller) throws {
        guard try isPresentWithoutSession(userID) else { return }
        try recordingChange("user.status-changed", userID, by: caller, userImage) { try setAbsent(userID) }
    }
}
