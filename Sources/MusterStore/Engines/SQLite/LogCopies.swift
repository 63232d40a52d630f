import Dispatch
import MusterModel
import Synchronization

/// Copies what is committed from the log into the file, beside the writes.
///
/// SQLite would do it within a commit, now and then: all who wait for the next one would wait for two more syncs of the
/// disk, and for a thousand pages written here and there.
final class LogCopies: Sendable {
    private let connection: SQLiteConnection
    private let queue = DispatchQueue(label: "muster.log")
    private let isCopying = Atomic(false)
    /// How long the log was when the writer last copied it; 0 while it is short enough.
    private let copiedAtPages = Atomic(0)

    /// - Parameter connection: Nobody else's.
    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// Sees to the log after a commit; called by the thread that writes, when those who wait have their answers.
    func note(_ writer: SQLiteConnection) {
        let pages = writer.logPages
        if pages < Limits.logPagesMax {
            copiedAtPages.store(0, ordering: .relaxed)
            if pages >= Limits.logPages { copyBeside() }
        } else if pages - copiedAtPages.load(ordering: .relaxed) >= Limits.logPages, writer.copyLog() {
            // Nobody wrote meanwhile, so all of it is copied, unless somebody reads an older state: then the log begins
            // anew with the next commit.
            copiedAtPages.store(pages, ordering: .relaxed)
        }
    }

    /// Waits for a copy that is being made.
    func close() {
        queue.sync {}
        connection.close()
    }

    private func copyBeside() {
        guard !isCopying.exchange(true, ordering: .relaxed) else { return }
        queue.async { [self] in
            connection.copyLog()
            isCopying.store(false, ordering: .relaxed)
        }
    }
}
