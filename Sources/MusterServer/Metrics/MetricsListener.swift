import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import MusterModel
import NIOCore
import ServiceLifecycle

/// Serves `GET /metrics` on a listener of its own (D97): it needs no login, and is not for clients.
///
/// Its connections are bounded as the server's own are, with smaller numbers.
struct MetricsListener: Service {
    let figures: Figures
    let options: MetricsOptions
    let fields: ServerFields
    let logger: Logger

    func run() async throws {
        var bounds = ServerOptions()
        bounds.connectionsMax = Limits.metricsConnections
        bounds.unreadBytesMax = Limits.metricsUnreadBytes
        let connections = Connections(bounds, logger)
        let application = Application(
            responder: MetricsResponder(figures: figures), server: server(connections),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port),
                availableConnectionsDelegate: ConnectionAdmission(connections: connections)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? options.port
                let host = options.host.contains(":") ? "[\(options.host)]" : options.host
                logger.notice("metrics are served", metadata: ["url": "http://\(host):\(port)/metrics"])
                options.onListening(port)
            },
            logger: logger)
        do {
            try await application.run()
        } catch  where !(error is CancellationError) {
            throw Failure(.fault, "Cannot serve metrics on \(options.host):\(options.port): \(error)")
        }
    }

    private func server(_ connections: Connections) -> HTTPServerBuilder {
        let responder = MetricsResponder(figures: figures)
        return HTTPServerBuilder { [fields] _ in
            WatchedChannel(
                base: HTTP1Connection(serverFields: fields) { request, _ in
                    let (head, body) = await responder.answer(to: request)
                    return HTTP1Answer(head, request.method == .head ? ByteBuffer() : body)
                },
                connections: connections)
        }
    }
}

/// Answers `GET` and `HEAD` of `/metrics` and nothing else.
private struct MetricsResponder: HTTPResponder {
    let figures: Figures

    /// The library's own way in, which no connection takes.
    func respond(to request: Request, context: RequestContextOfMuster) async throws -> Response {
        let (head, body) = await answer(to: request)
        return Response(status: head.status, headers: head.headerFields, body: .init(byteBuffer: body))
    }

    func answer(to request: Request) async -> (HTTPResponse, ByteBuffer) {
        guard request.uri.path == "/metrics" else { return refusal(.notFound, [:]) }
        guard request.method == .get || request.method == .head else {
            return refusal(.methodNotAllowed, [.allow: "GET, HEAD"])
        }
        let text = ByteBuffer(string: await figures.text())
        var headers: HTTPFields = [
            .contentType: Exposition.contentType, .contentLength: String(text.readableBytes),
            .cacheControl: "no-store", .date: HTTPDate.now.text,
        ]
        // A body would be left unread.
        if RequestFields(request.headers).announceBody { headers[.connection] = "close" }
        return (HTTPResponse(status: .ok, headerFields: headers), text)
    }

    private func refusal(_ status: HTTPResponse.Status, _ headers: HTTPFields) -> (HTTPResponse, ByteBuffer) {
        var headers = headers
        headers[.contentLength] = "0"
        headers[.connection] = "close"
        headers[.date] = HTTPDate.now.text
        return (HTTPResponse(status: status, headerFields: headers), ByteBuffer())
    }
}
