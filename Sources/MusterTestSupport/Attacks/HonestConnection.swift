import NIOCore
import NIOPosix
import NIOSSL

/// A connection that reads its answers, plain or over TLS.
final class HonestConnection: Sendable {
    private let channel: any Channel
    private let reader: NIOLoopBound<AnswerReader>

    init(port: Int, from source: String, isEncrypted: Bool) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let reader = try await loop.submit { NIOLoopBound(AnswerReader(), eventLoop: loop) }.get()
        channel = try await ClientBootstrap(group: loop)
            .bind(to: SocketAddress(ipAddress: source, port: 0))
            .connectTimeout(.seconds(30))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if isEncrypted { try channel.pipeline.syncOperations.addHandler(MuteClient.encryption("http/1.1")) }
                    try channel.pipeline.syncOperations.addHandler(reader.value)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        self.reader = reader
    }

    /// Asks for a page and returns the status of the answer.
    func get(_ path: String) async throws -> Int {
        let channel = self.channel
        let reader = self.reader
        return try await channel.eventLoop.flatSubmit {
            let answer = channel.eventLoop.makePromise(of: Int.self)
            guard channel.isActive else {
                answer.fail(ChannelError.ioOnClosedChannel)
                return answer.futureResult
            }
            reader.value.expect(answer)
            channel.writeAndFlush(ByteBuffer(string: "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n"), promise: nil)
            return answer.futureResult
        }.get()
    }

    func close() { channel.close(promise: nil) }
}

/// Reads one answer after the other: a status line, headers with a length, and that many bytes.
private final class AnswerReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var text = ""
    private var expected: EventLoopPromise<Int>?

    func expect(_ answer: EventLoopPromise<Int>) {
        text = ""
        expected = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        text += String(buffer: unwrapInboundIn(data))
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        let lines = parts[0].split(separator: "\r\n")
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) }
        guard parts[1].utf8.count >= length ?? 0 else { return }
        expected?.succeed(lines.first.flatMap { Int($0.dropFirst(9).prefix(3)) } ?? 0)
        expected = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        expected?.fail(ChannelError.ioOnClosedChannel)
        expected = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
