import HTTPTypes
import Logging
import MusterModel

/// A refusal in the document: its status, what it means, and one as the mapping of failures writes it.
struct Refusal {
    let status: Int
    let description: String
    let failure: Failure

    /// The refusal's part of a route's description.
    var response: JSON {
        let logger = Logger(label: "document") { _ in SwiftLogNoOpLogHandler() }
        let reply = Failures.reply(to: failure, logger: logger, requestID: "AGTQ6ZGBRLFTA")
        return [
            "description": .string(description),
            "content": [
                "application/json": [
                    "schema": ["$ref": "#/components/schemas/Failure"], "example": reply.value ?? .null,
                ]
            ],
        ]
    }

    /// All that a route may answer besides its success.
    static func all(of route: Route) -> [Refusal] {
        guard route.isOfAPI else { return [fault, unavailable] }
        var list = [invalid]
        if route.access != .open { list += [notLoggedIn, forbidden] }
        list += route.about.refusals.map {
            Refusal(status: $0.status, description: $0.failure.text, failure: $0.failure)
        }
        if route.method != .get { list += [tooSlow, tooLarge(route.bodyBytesMax), packed] }
        return list + [tooMany, fault, unavailable]
    }

    private static let invalid = Refusal(
        status: 400, description: "Refused, and why", failure: .schema("must have required property 'name'"))
    private static let notLoggedIn = Refusal(status: 401, description: "Not logged in", failure: .notLoggedIn)
    private static let forbidden = Refusal(
        status: 403, description: "A permission is missing", failure: .missingPermission)
    private static let tooSlow = Refusal(status: 408, description: "The body came too slowly", failure: .bodyTooSlow)
    private static let packed = Refusal(
        status: 415, description: "The body has a Content-Encoding", failure: .unreadCoding("gzip"))
    private static let tooMany = Refusal(
        status: 429, description: "Too many calls; Retry-After says when to come back",
        failure: Failure(.tooMany(waitSeconds: 42), nil))
    private static let fault = Refusal(status: 500, description: "A fault inside", failure: Failure(.fault, nil))
    private static let unavailable = Refusal(
        status: 503, description: "Not now; Retry-After says when",
        failure: Failure(.unavailable, "The server is stopping", id: "error-server-stopping"))

    private static func tooLarge(_ bytesMax: Int) -> Refusal {
        Refusal(
            status: 413, description: "The body is larger than \(bytesMax) bytes", failure: .bodyTooLarge(bytesMax))
    }
}
