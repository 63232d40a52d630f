import HummingbirdCore
import Logging
import MusterModel
import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Admits a connection, bounds what is read of it and written to it at once, and puts its watch first in its pipeline.
struct WatchedChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let connections: Connections

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        guard let connection = connections.admit(channel) else {
            return channel.close().flatMapThrowing { throw ChannelError.ioOnClosedChannel }
        }
        do {
            let options = channel.syncOptions
            try options?.setOption(.maxMessagesPerRead, value: 1)
            try options?.setOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 2048, maximum: Limits.receivedBytes))
            // Else the system takes megabytes for a peer that does not read.
            try? options?.setOption(.tcpOption(.init(rawValue: TCP_NOTSENT_LOWAT)), value: .init(Limits.unsentBytes))
            try channel.pipeline.syncOperations.addHandler(ConnectionWatch(connection, among: connections))
        } catch {
            connections.remove(connection)
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(error)
        }
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}

/// Keeps the books of one connection, over all streams it may have, and ends it when its peer does nothing for too
/// long: sends no request, or does not read its answers.
final class ConnectionWatch: ChannelInboundHandler {
    typealias InboundIn = Any

    private let connection: Connection
    private let connections: Connections
    private var requestsAtWork = 0
    private var workBegan = NIODeadline.now()
    private var progressed = NIODeadline.now()
    private var unreadBytes = 0
    private var waiting: CircularBuffer<() -> Void> = []
    private var deadline: Scheduled<Void>?
    private var isStopping = false
    private var context: ChannelHandlerContext?

    init(_ connection: Connection, among connections: Connections) {
        self.connection = connection
        self.connections = connections
    }

    // MARK: What its requests tell

    /// Whether another request may be worked on: few enough are, and few enough answers wait to be read.
    var mayBegin: Bool {
        requestsAtWork < Limits.requestsAtWork && unreadBytes < Limits.connectionUnreadBytes
    }

    /// Calls back once `mayBegin` is true again.
    func whenMayBegin(_ begin: @escaping () -> Void) { waiting.append(begin) }

    /// A request has arrived; it may have to wait for its turn.
    func requestArrived() {
        progressed = .now()
        count(Limits.requestBytes)
    }

    /// The server works on a request.
    func workBegins() {
        if requestsAtWork == 0 { workBegan = .now() }
        requestsAtWork += 1
        note()
    }

    /// It is done with that.
    func workEnds() {
        requestsAtWork -= 1
        // The time that the server took is not the peer's.
        if requestsAtWork == 0 { progressed = progressed + (.now() - workBegan) }
        note()
        letBegin()
        if requestsAtWork == 0, connections.isFull { connections.makeRoom() }
    }

    /// Bytes of an answer wait to be read.
    func owes(_ bytes: Int) { count(bytes) }

    /// The peer's system has taken some of them.
    func took(_ bytes: Int) {
        progressed = .now()
        count(-bytes)
        letBegin()
    }

    /// A request is over; bytes of its answer that nobody took are forgotten.
    func requestEnds(forgetting bytes: Int) {
        count(-bytes - Limits.requestBytes)
        letBegin()
    }

    private func letBegin() {
        while mayBegin, let next = waiting.popFirst() { next() }
    }

    private func count(_ bytes: Int) {
        guard let context else { return }
        unreadBytes += bytes
        connections.countUnread(bytes, on: context.eventLoop)
        note()
    }

    private func note() {
        connection.note(isWorkedOn: requestsAtWork > 0, progressed: progressed, unread: unreadBytes)
    }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        watch(context)
        // It may end before it ever becomes active.
        let (connections, connection) = (self.connections, self.connection)
        context.channel.closeFuture.whenComplete { _ in connections.remove(connection) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        connections.countUnread(-unreadBytes, on: context.eventLoop)
        unreadBytes = 0
        waiting.removeAll()
        self.context = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            // From now on: HTTP says goodbye first.
            isStopping = true
            progressed = .now()
            watch(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Ends the connection at once, whatever is still to be written.
    ///
    /// - Parameter resets: So that the peer cannot take it for an end.
    func cutOff(resets: Bool = false) {
        guard let context else { return }
        if resets || unreadBytes > 0, let socket = context.channel as? any SocketOptionProvider {
            // Else the system keeps what the peer does not read, and the peer does not notice that it is over.
            _ = socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        }
        // From here, so that nobody behind waits for the peer to read.
        context.close(promise: nil)
    }

    private var patience: TimeAmount {
        if isStopping { return .seconds(Int64(Limits.stoppingSeconds)) }
        // Where nothing is unread, HTTP/2 says goodbye after that time.
        return .seconds(Int64(Limits.idleSeconds + (unreadBytes > 0 ? 0 : Limits.lingerSeconds)))
    }

    private func watch(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        let now = NIODeadline.now()
        let due = (requestsAtWork > 0 ? now : progressed) + patience
        guard due > now else { return cutOff() }
        deadline = context.eventLoop.assumeIsolated().scheduleTask(deadline: due) { [weak self] in
            guard let self, let context = self.context else { return }
            watch(context)
        }
    }
}
