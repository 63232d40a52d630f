import MusterModel
import MusterStore

extension DepartmentRefusal {
    /// The words of contract 4.4 and 4.7.
    var failure: Failure {
        switch self {
        case .noneToChange: saving("Department not found", "error-department-not-found")
        case .noneToDelete: .plain("error-department-not-found")
        case .noneToStaff: .typed("Department not found", "error-department-not-found")
        case .lastOfUnit: saving("The last department in a unit can't be removed", "error-unit-cant-be-empty")
        case .isArchived:
            saving("Archived departments cant be enabled", "error-archived-department-cant-be-enabled")
        case .agentsNotNamed: .match("Failed Match.OneOf, Match.Maybe or Match.Optional validation")
        case .lacksClosingTags:
            saving(
                "At least one closing tag is required when the department requires tag(s) on closing conversations.",
                "error-validating-department-chat-closing-tags")
        case .isOwnFallback:
            .typed(
                "Cannot save department. Circular reference between fallback department and department",
                "error-fallback-department-circular")
        case .unknownFallback: saving("Fallback department not found", "error-fallback-department-not-found")
        }
    }

    private func saving(_ reason: String, _ id: String) -> Failure {
        .typed(reason, id, method: "livechat:saveDepartment")
    }
}
