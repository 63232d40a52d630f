import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A bar on the terminal; where standard error is none, nothing.
final class ProgressBar: Sendable {
    private let isShown = isatty(STDERR_FILENO) == 1
    private let percentShown = Mutex(-1)

    /// Draws the bar anew when it has moved.
    func show(_ done: Int, of all: Int, _ what: String) {
        let percent = all == 0 ? 100 : done * 100 / all
        let hasMoved = percentShown.withLock { shown in
            defer { shown = percent }
            return shown != percent
        }
        guard isShown, hasMoved else { return }
        let bar = String(repeating: "#", count: percent / 4).padding(toLength: 25, withPad: ".", startingAt: 0)
        write("\r[\(bar)] \(percent) % \(what)\u{1B}[K")
    }

    /// Removes the bar.
    func clear() { if isShown { write("\r\u{1B}[K") } }

    private func write(_ text: String) { Output.write(Array(text.utf8)) }
}
