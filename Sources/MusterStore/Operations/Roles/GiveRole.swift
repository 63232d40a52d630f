import MusterModel

extension Transaction {
    /// Gives a role and does what comes with it; nothing when they have it, but an active agent becomes available
    /// again.
    func give(_ roleID: String, to user: User, by caller: Caller) throws {
        try lockUser(user.id)
        let kind = user.roles.contains(roleID) ? "agent.status-changed" : "user.roles-changed"
        try recordingChange(kind, user.id, by: caller, userImage) {
            if roleID == Role.agent {
                try setAgent(true, statusLivechat: user.active ? "available" : "not-available", user: user.id)
            }
            try giveRole(roleID, toUser: user.id)
        }
    }
}
