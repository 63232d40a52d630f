import HTTPTypes
import Logging
import MusterModel
import MusterStore

/// The one place where errors become answers (contract 1.8, D2, D3).
enum Failures {
    static func reply(to error: any Error, logger: Logger, requestID: String) -> Reply {
        if error is CancellationError {
            // The server is stopping and its time for running requests is up.
            return reply(to: Failure(.unavailable, "The server is stopping"), logger: logger, requestID: requestID)
        }
        guard let failure = (error as? StoreRefusal)?.failure ?? error as? Failure else {
            return fault("\(error)", logger, requestID)
        }
        switch failure.kind {
        case .invalid: return .json(.badRequest, body(failure))
        case .forbidden: return .json(.forbidden, ["success": false, "error": .text(failure.reason)])
        case .notFound: return .json(.notFound, body(failure))
        case .tooLarge: return .json(.contentTooLarge, body(failure))
        case .unsupported:
            var reply = Reply.json(.unsupportedMediaType, body(failure))
            reply.headers[.acceptEncoding] = "identity"
            return reply
        case .tooSlow: return .json(.requestTimeout, body(failure))
        case .unauthenticated:
            let text = JSON.text(failure.reason)
            return .json(.unauthorized, ["success": false, "error": text, "status": "error", "message": text])
        case .loginRefused(let retryAfterSeconds): return refusedLogin(failure, retryAfterSeconds)
        case .tooMany(let waitSeconds):
            let text = """
                Error, too many requests. Please slow down. You must wait \(waitSeconds) seconds before trying this \
                endpoint again. [error-too-many-requests]
                """
            var reply = Reply.json(.tooManyRequests, ["success": false, "error": .string(text)])
            reply.headers[.retryAfter] = String(waitSeconds)
            return reply
        case .overloaded:
            // No line of the log for each: there are many, and the log is work too.
            var reply = Reply.json(.serviceUnavailable, body(failure))
            reply.headers[.retryAfter] = "1"
            return reply
        case .unavailable:
            let reason = failure.text + (failure.cause.map { ": " + $0 } ?? "")
            logger.error("unavailable", metadata: ["reason": "\(reason)", "request": "\(requestID)"])
            var reply = Reply.json(.serviceUnavailable, body(failure))
            reply.headers[.retryAfter] = "1"
            return reply
        case .damaged:
            let reason = failure.text + (failure.cause.map { ": " + $0 } ?? "")
            let advice = "muster doctor says what is damaged"
            logger.error(
                "damaged", metadata: ["reason": "\(reason)", "advice": "\(advice)", "request": "\(requestID)"])
            return .json(.serviceUnavailable, body(failure))
        case .fault: return fault(failure.text, logger, requestID)
        }
    }

    /// A typed or plain failure: `{success, error, errorType?, details?}`.
    static func body(_ failure: Failure) -> JSON {
        var object: JSONObject = ["success": false, "error": .string(failure.text)]
        object["errorType"] = failure.id.map(JSON.string)
        object["details"] = failure.details
        return .object(object)
    }

    /// Every failed login looks alike; only a blocked one says so (D32).
    private static func refusedLogin(_ failure: Failure, _ retryAfterSeconds: Int?) -> Reply {
        let error = JSON.string(failure.id ?? "Unauthorized")
        var object: JSONObject = [
            "success": false, "status": "error", "error": error, "message": .text(failure.reason),
        ]
        object["details"] = failure.details
        var reply = Reply.json(.unauthorized, .object(object))
        if let retryAfterSeconds { reply.headers[.retryAfter] = String(retryAfterSeconds) }
        return reply
    }

    /// What went wrong goes to the log under the request's id, and nowhere else.
    private static func fault(_ cause: String, _ logger: Logger, _ requestID: String) -> Reply {
        logger.error("fault", metadata: ["cause": "\(cause)", "request": "\(requestID)"])
        return .json(
            .internalServerError,
            ["success": false, "error": "Internal error occured", "details": ["requestId": .string(requestID)]])
    }
}
