import MusterModel

extension Transaction {
    /// Takes a role and all that hangs on it; nothing if they do not have it.
    func take(_ roleID: String, from user: User, by caller: Caller) throws {
        try lockUser(user.id)
        // Somebody may answer for departments without ever having been an agent (D30): that stays.
        let wasAgent = roleID == Role.agent && user.isAgent != nil
        let lost = try roleID != Role.agent || wasAgent ? lostMemberships(of: user.id, with: roleID) : LostMemberships()
        try recordingChange("user.roles-changed", user.id, by: caller, userImage) {
            if wasAgent {
                try setAgent(false, statusLivechat: nil, user: user.id)
                try setLivechat(nil, user: user.id)
                try removeAgent(user.id, exceptFrom: [])
            }
            try takeRole(roleID, fromUser: user.id)
        }
        try recordLost(lost, of: user.id, by: caller)
    }
}
