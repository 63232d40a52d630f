import MusterModel
import MusterStore

extension UnitRefusal {
    /// The words of contract 3.1: deleting has another id than changing (D7).
    var failure: Failure {
        switch self {
        case .noneToChange: .typed("Unit not found", "error-unit-not-found", method: "livechat:saveUnit")
        case .noneToDelete: .typed("Unit not found", "unit-not-found", method: "livechat:removeUnit")
        }
    }
}
