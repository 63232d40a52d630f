import HTTPTypes
import Hummingbird
import MusterModel

/// What HTTP asks of every message, looked at before anything else. After a request that breaks it the connection ends:
/// others on its way may see it end elsewhere.
enum MessageRules {
    /// The answer to a request that breaks the rules; nil for all others.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - isStream: Whether it came over HTTP/2, where the host is part of the request itself.
    static func refusal(of request: Request, isStream: Bool) -> Reply? {
        // Tunnels are for proxies.
        if request.method == .connect {
            return .unknownEndpoint(.methodNotAllowed, allow: [.get, .post, .put, .patch, .delete])
        }
        guard hasOneHost(request, isStream) else {
            return .notHTTP("it must name one Host")
        }
        // The header of HTTP/1 is bounded where it is read.
        if isStream, request.headers.count > Limits.headerFields { return .headerTooLarge }
        let codings = request.headers[values: .transferEncoding].map { $0.lowercased() }
        guard codings.isEmpty || codings == ["chunked"] else { return .unreadTransferCoding }
        return nil
    }

    /// The first `Host` is the request's authority; a second one is left among the headers.
    private static func hasOneHost(_ request: Request, _ isStream: Bool) -> Bool {
        let others = request.headers[values: .host]
        guard isStream else { return request.head.authority != nil && others.isEmpty }
        return Set(others + [request.head.authority].compactMap { $0 }).count == 1
    }
}

extension Reply {
    /// What was sent is no request.
    static func notHTTP(_ reason: String) -> Reply {
        json(
            .badRequest,
            Failures.body(.typed("This is no HTTP request: \(reason)", "error-invalid-request")))
    }

    static let headerTooLarge = json(
        .requestHeaderFieldsTooLarge,
        Failures.body(
            .typed(
                "A header may have \(Limits.headerBytes) bytes and \(Limits.headerFields) fields at most",
                "error-header-too-large")))

    static let unreadTransferCoding = json(
        .notImplemented,
        Failures.body(.typed("Only the Transfer-Encoding chunked is read", "error-unsupported-encoding")))
}
