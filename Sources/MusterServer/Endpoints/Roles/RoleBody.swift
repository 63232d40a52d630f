import MusterModel
import MusterStore

extension Described {
    /// A checked body about roles: its faults have an id of their own.
    init(checkingRole body: JSONObject, saying text: String? = nil) throws {
        do {
            try self.init(checking: body)
        } catch let failure as Failure {
            throw Failure.typed(text ?? failure.reason, "error-invalid-role-properties")
        }
    }
}
