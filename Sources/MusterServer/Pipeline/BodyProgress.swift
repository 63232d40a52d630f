import Synchronization

/// How far the body of a request has come; the request's task and its deadline share it.
final class BodyProgress: Sendable {
    private let received = Mutex<[UInt8]?>(nil)
    private let isLate = Atomic<Bool>(false)

    /// The whole body, nil before it was read.
    var bytes: [UInt8]? { received.withLock { $0 } }

    /// True once the whole body was read.
    var wasRead: Bool { bytes != nil }

    /// True once its time was up.
    var wasLate: Bool { isLate.load(ordering: .relaxed) }

    /// Keeps the whole body: a handler that runs again reads it again.
    func noteRead(_ bytes: [UInt8]) { received.withLock { $0 = bytes } }

    /// Notes that its time is up.
    func noteLate() { isLate.store(true, ordering: .relaxed) }
}
