import Foundation
import MusterModel
import MusterStore

/// How errors look inside a method's answer (contract 1.16).
enum MethodFailure {
    /// A method that does not exist.
    struct Unknown: Error {
        let name: String
    }

    static func unknown(_ name: String) -> any Error { Unknown(name: name) }

    /// The `error` member of the answer.
    ///
    /// - Throws: The error itself where the answer is not 200: trouble of the server's own.
    static func wire(_ error: any Error) throws -> JSON {
        if let unknown = error as? Unknown {
            let reason = "Method '\(unknown.name)' not found"
            return meteorError(404, reason: reason, message: "\(reason) [404]", details: nil)
        }
        guard let failure = (error as? StoreRefusal)?.failure ?? error as? Failure else { throw error }
        switch failure.kind {
        case .invalid, .forbidden, .notFound: break
        default: throw failure
        }
        if let id = failure.id {
            return meteorError(.string(id), reason: failure.reason, message: failure.text, details: failure.details)
        }
        guard let path = failure.path else { return [:] }
        let sanitized = meteorError(400, reason: "Match failed", message: "Match failed [400]", details: nil)
        return [
            "message": .text(failure.reason), "path": .string(path), "sanitizedError": sanitized,
            "errorType": "Match.Error",
        ]
    }

    private static func meteorError(_ id: JSON, reason: String?, message: String, details: JSON?) -> JSON {
        var object: JSONObject = ["isClientSafe": true, "error": id]
        object["reason"] = reason.map(JSON.string)
        object["details"] = details
        object["message"] = .string(message)
        object["errorType"] = "Meteor.Error"
        return .object(object)
    }
}
