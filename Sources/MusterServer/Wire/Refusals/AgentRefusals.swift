import MusterModel
import MusterStore

extension AgentRefusal {
    /// The words of contract 3.4 and 4.5.
    var failure: Failure {
        switch self {
        case .noneToAdd: .typed(nil, "error-invalid-user")
        case .unknown: Failure(.notFound, "Agent not found")
        case .isDeactivated: .plain("error-user-deactivated")
        case .mayNotManageOthers: Failure(.forbidden, "unauthorized")
        case .isNoAgent:
            .typed("User is not a livechat agent", "error-user-is-not-agent", method: "livechat:saveAgentInfo")
        }
    }
}
