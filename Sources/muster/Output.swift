import ArgumentParser
import Foundation
import MusterModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What commands say, and where.
enum Output {
    /// A line of a command's result, on standard output.
    static func line(_ text: String) { write(text, to: .standardOutput) }

    /// A line for people, on standard error.
    static func note(_ text: String) { write(text, to: .standardError) }

    /// What went wrong, for a person or the log.
    static func reason(_ error: any Error) -> String {
        guard let failure = error as? Failure else { return "\(error)" }
        return failure.text + (failure.cause.map { ": " + $0 } ?? "")
    }

    private static func write(_ text: String, to handle: FileHandle) {
        // Written straight to the descriptor, so that a reader who waits for the line sees it at once.
        try? handle.write(contentsOf: Data((text + "\n").utf8))
    }
}

/// Runs a command's work and turns what goes wrong into one clear line and exit status 1.
func run<Value>(_ work: () async throws -> Value) async throws -> Value {
    // A file that may not grow (a full disk, a quota) must be an error of one write, not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    do {
        return try await work()
    } catch let failure as Failure {
        Output.note("muster: \(Output.reason(failure))")
        throw ExitCode.failure
    }
}
