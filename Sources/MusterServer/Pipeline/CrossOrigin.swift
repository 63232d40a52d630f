import HTTPTypes
import Hummingbird
import MusterModel

/// Answers to OPTIONS on a known path (contract 1.1).
enum CrossOrigin {
    static func answer(_ request: Request, _ settings: Settings) -> Reply {
        let origin = request.headers[.origin]
        guard origin != nil || request.headers[.accessControlRequestMethod] != nil else { return .empty }
        guard settings.isOn("API_Enable_CORS") else {
            return .plainText(
                .methodNotAllowed, "CORS not enabled. Go to \"Admin > General > REST Api\" to enable it.")
        }
        let allowed = settings["API_CORS_Origin"].string ?? "*"
        var reply = Reply.empty
        if allowed == "*" {
            reply.headers[.accessControlAllowOrigin] = "*"
        } else {
            let listed = allowed.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }
            guard let origin, listed.contains(origin) else {
                reply.leavesOutCrossOrigin = true
                return reply
            }
            reply.headers[.accessControlAllowOrigin] = origin
            reply.headers[.vary] = "Origin"
        }
        reply.headers[.accessControlAllowMethods] = "GET, POST, PUT, DELETE, HEAD, PATCH"
        reply.headers[.accessControlAllowHeaders] = ReplyFields.allowedHeaders + ", x-visitor-token, Authorization"
        return reply
    }
}
