import MusterModel
import MusterStore

extension SettingRefusal {
    /// The words of contract 5.5.
    var failure: Failure {
        switch self {
        case .invalidValue: .typed("Invalid setting value", "error-invalid-setting-value")
        }
    }
}
