import MusterModel
import MusterStore

extension MonitorRefusal {
    /// The words of contract 3.2 and 3.4.
    var failure: Failure {
        switch self {
        case .noneToAdd: .typed("Invalid user", "error-invalid-user", method: "livechat:addMonitor")
        case .noneToRemove: .typed("Invalid user", "error-invalid-user", method: "livechat:removeMonitor")
        case .unknown: .plain("invalid-user")
        }
    }
}
