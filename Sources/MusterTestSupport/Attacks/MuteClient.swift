import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// A client that reads nothing until it is told to: its answers stay with the server.
public final class MuteClient: Sendable {
    /// What it speaks.
    public enum Line: String, Sendable, CaseIterable {
        /// HTTP/1.1 without encryption.
        case plain
        /// HTTP/1.1 over TLS.
        case encrypted
        /// HTTP/2 over TLS.
        case streams

        var applicationProtocol: String { self == .streams ? "h2" : "http/1.1" }
    }

    private let channel: any Channel

    /// Connects to this machine.
    ///
    /// - Parameters:
    ///   - port: Where.
    ///   - source: The address it comes from; all of 127.0.0.0/8 are this machine.
    ///   - line: What it speaks.
    ///   - receiveBytes: What its system may take from the server all the same.
    public init(
        port: Int, from source: String = "127.0.0.1", line: Line = .plain, receiveBytes: Int = 128 << 10
    ) async throws {
        let (reads, continuation) = AsyncThrowingStream<Void, any Error>.makeStream()
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(to: SocketAddress(ipAddress: source, port: 0))
            .channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBytes))
            .channelOption(.autoRead, value: line != .plain)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard line != .plain else { return }
                    let handler = try MuteClient.encryption(line.applicationProtocol)
                    try channel.pipeline.syncOperations.addHandlers(handler, HandshakeEnd(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        if line != .plain {
            for try await _ in reads { break }
            try await channel.setOption(.autoRead, value: false).get()
        }
    }

    /// TLS that trusts any server.
    static func encryption(_ applicationProtocol: String) throws -> NIOSSLClientHandler {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        tls.applicationProtocols = [applicationProtocol]
        return try NIOSSLClientHandler(context: NIOSSLContext(configuration: tls), serverHostname: nil)
    }

    deinit { channel.close(promise: nil) }

    /// Whether the server still keeps the connection.
    public var isOpen: Bool { channel.isActive }

    /// Sends bytes, and does not wait until the server takes them.
    public func send(_ bytes: [UInt8]) { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }

    /// Reads and drops all that comes from now on.
    public func read() async throws { try await channel.setOption(.autoRead, value: true).get() }

    /// Says that nothing more will come.
    public func finish() { channel.close(mode: .output, promise: nil) }

    /// Hangs up.
    public func close() { channel.close(promise: nil) }
}

/// Waits for the end of a handshake.
private final class HandshakeEnd: ChannelInboundHandler {
    typealias InboundIn = Any

    private let reads: AsyncThrowingStream<Void, any Error>.Continuation

    init(_ reads: AsyncThrowingStream<Void, any Error>.Continuation) { self.reads = reads }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event { reads.yield() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        reads.finish(throwing: ChannelError.ioOnClosedChannel)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        reads.finish(throwing: error)
        context.close(promise: nil)
    }
}
