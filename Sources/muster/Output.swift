import ArgumentParser
import Foundation
import MusterModel
import MusterServer
import MusterStore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What commands say, and where.
enum Output {
    /// Notes and log lines in one order; what waits when the process ends in order is written then.
    private static let notes: LineQueue = {
        atexit { Output.flush() }
        return LineQueue(descriptor: STDERR_FILENO)
    }()

    /// A line of a command's result, on standard output, behind the notes that came before it.
    static func line(_ text: String) {
        flush()
        // Written straight to the descriptor, so that a reader who waits for the line sees it at once.
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }

    /// A line for people, on standard error.
    static func note(_ text: String) { write(Array((text + "\n").utf8)) }

    /// Text for standard error as it is, a whole line or what a terminal makes of it.
    static func write(_ bytes: [UInt8]) { notes.add(bytes) }

    /// Sets the words for so many dropped log lines.
    static func describeDropped(_ describe: @escaping @Sendable (Int) -> String) { notes.describeDropped(describe) }

    /// Returns when all notes are written, or standard error takes nothing.
    static func flush() { notes.flush() }

    /// What went wrong, for a person or the log.
    static func reason(_ error: any Error) -> String {
        guard let failure = (error as? StoreRefusal)?.failure ?? error as? Failure else { return "\(error)" }
        return failure.text + (failure.cause.map { ": " + $0 } ?? "")
    }
}

/// Runs a command's work and turns what goes wrong into one clear line and exit status 1.
func run<Value>(_ work: () async throws -> Value) async throws -> Value {
    // A file that may not grow (a full disk, a quota) must be an error of one write, not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    // What the library says of a wrong option comes behind the notes.
    defer { Output.flush() }
    do {
        return try await work()
    } catch  where error is Failure || error is StoreRefusal {
        Output.note("muster: \(Output.reason(error))")
        throw ExitCode.failure
    }
}
