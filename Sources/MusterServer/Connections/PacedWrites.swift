import MusterModel
import NIOCore

/// Writes that are handed down as fast as the peer takes them; only their channel's event loop touches them.
final class PacedWrites {
    private var leaving: CircularBuffer<(data: NIOAny, promise: EventLoopPromise<Void>?)> = []
    private var isWriting = false
    /// Why nothing is written any more.
    private(set) var failure: (any Error)?

    var isEmpty: Bool { leaving.isEmpty }

    func append(_ data: NIOAny, promise: EventLoopPromise<Void>? = nil) {
        if let failure { promise?.fail(failure) } else { leaving.append((data, promise)) }
    }

    /// Writes and flushes what the channel takes now.
    func writeOut(_ context: ChannelHandlerContext) {
        // A flush can make the channel writable again, which leads here.
        guard !isWriting else { return }
        isWriting = true
        defer { isWriting = false }
        var unflushed = 0
        while context.channel.isWritable, let (data, promise) = leaving.popFirst() {
            unflushed += 1
            context.write(data, promise: promise)
            if leaving.isEmpty || unflushed == Limits.unflushedWrites || !context.channel.isWritable {
                context.flush()
                unflushed = 0
            }
        }
    }

    /// Gives up what has not been written, and what comes later.
    func fail(_ error: any Error) {
        failure = error
        let dropped = leaving
        leaving.removeAll()
        for (_, promise) in dropped { promise?.fail(error) }
    }
}
