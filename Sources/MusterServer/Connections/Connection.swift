import NIOCore
import Synchronization

/// One open connection as all event loops may see it; its own `ConnectionWatch` writes it.
final class Connection: Sendable {
    /// The address, or the network of an IPv6 one, that it counts for; nil for a trusted proxy's.
    let holder: String?
    private let channel: any Channel
    private let isWorkedOn = Atomic<Bool>(false)
    private let isEnding = Atomic<Bool>(false)
    private let progress = Atomic<UInt64>(NIODeadline.now().uptimeNanoseconds)
    private let unreadBytes = Atomic<Int>(0)

    init(_ channel: any Channel, holder: String?) {
        self.channel = channel
        self.holder = holder
    }

    /// When its peer last sent a request or took a part of an answer.
    var progressed: NIODeadline { .uptimeNanoseconds(progress.load(ordering: .relaxed)) }

    /// Since when the server waits for its peer; nil while it works on a request, and once it was told to close.
    var waitsSince: NIODeadline? {
        isWorkedOn.load(ordering: .relaxed) || isEnding.load(ordering: .relaxed) ? nil : progressed
    }

    /// What its peer has not read yet, in bytes.
    var unread: Int { unreadBytes.load(ordering: .relaxed) }

    func note(isWorkedOn: Bool, progressed: NIODeadline, unread: Int) {
        self.isWorkedOn.store(isWorkedOn, ordering: .relaxed)
        progress.store(progressed.uptimeNanoseconds, ordering: .relaxed)
        unreadBytes.store(unread, ordering: .relaxed)
    }

    /// Ends it at once, whatever is still to be written.
    func close() {
        isEnding.store(true, ordering: .relaxed)
        let channel = self.channel
        channel.eventLoop.execute {
            let watch = try? channel.pipeline.syncOperations.handler(type: ConnectionWatch.self)
            watch?.cutOff()
        }
    }
}
