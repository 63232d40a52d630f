import Synchronization

/// How far the body of a request has come; the request's task and its deadline share it.
final class BodyProgress: Sendable {
    private let isRead = Atomic<Bool>(false)
    private let isLate = Atomic<Bool>(false)

    /// True once the whole body was read.
    var wasRead: Bool { isRead.load(ordering: .relaxed) }

    /// True once its time was up.
    var wasLate: Bool { isLate.load(ordering: .relaxed) }

    /// Notes that the whole body was read.
    func noteRead() { isRead.store(true, ordering: .relaxed) }

    /// Notes that its time is up.
    func noteLate() { isLate.store(true, ordering: .relaxed) }
}
