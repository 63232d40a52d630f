import Dispatch
import Foundation
import MusterModel
import Synchronization

/// The operator's program that sends mail, one that takes what `sendmail` takes.
struct Sendmail: Sendable {
    /// Its path.
    let path: String
    /// Seconds it may take for a mail.
    var secondsMax = Limits.mailSeconds

    /// Hands a mail over and waits for the program's end.
    ///
    /// No shell is involved: the address is an argument of its own, after `--`, and the text is its standard input. It
    /// sees nothing of this server's environment but where programs and its own configuration are.
    ///
    /// - Throws: `Failure` when it cannot be started, takes too long or ends with another status than 0.
    func send(_ mail: Mail) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-i", "--", mail.recipient]
        process.environment = ProcessInfo.processInfo.environment.filter { ["HOME", "PATH", "USER"].contains($0.key) }
        // The whole text fits into the pipe: it is written before there is a reader, so nobody waits and no reader that
        // goes away can be noticed too late.
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(mail.text.utf8))
        try pipe.fileHandleForWriting.close()
        process.standardInput = pipe.fileHandleForReading
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let hasEnded = Mutex(false)
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { process in
                hasEnded.withLock { $0 = true }
                continuation.resume(returning: process.terminationStatus)
            }
            do { try Sendmail.withoutBlockedSignals(process.run) } catch {
                continuation.resume(throwing: Failure(.unavailable, "\(path) cannot be started"))
                return
            }
            let id = process.processIdentifier
            DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(secondsMax)) {
                if !hasEnded.withLock({ $0 }) { kill(id, SIGKILL) }
            }
        }
        guard status == 0 else { throw Failure(.unavailable, "\(path) ended with status \(status)") }
    }

    /// Threads of a server block signals, and a program started on one would inherit that and miss its own alarms.
    private static func withoutBlockedSignals(_ start: () throws -> Void) rethrows {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try start()
    }
}
