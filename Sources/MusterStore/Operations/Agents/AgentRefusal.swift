/// What may be against a change of agents and managers (contract 3.4, 4.5).
public enum AgentRefusal: Sendable, Equatable {
    /// Nobody has the user name of who shall be one.
    case noneToAdd
    /// No agent has that id, and was to take chats or no more.
    case unknown
    /// Somebody who may not log in takes no chats.
    case isDeactivated
    /// The caller lacks `manage-livechat-agents`.
    case mayNotManageOthers
    /// The user is no agent, and their fields were to be saved.
    case isNoAgent
}
