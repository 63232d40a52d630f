import Dispatch
import Foundation
import MusterModel
import Spawn

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
        // The whole text fits into the pipe: it is written before there is a reader, so nobody waits and no reader that
        // goes away can be noticed too late.
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(mail.text.utf8))
        try pipe.fileHandleForWriting.close()
        let environment = ProcessInfo.processInfo.environment.filter { ["HOME", "PATH", "USER"].contains($0.key) }
        let nowhere = FileHandle.nullDevice.fileDescriptor
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            do {
                let program = try Program(
                    path, ["-i", "--", mail.recipient], environment: environment,
                    input: pipe.fileHandleForReading.fileDescriptor, output: nowhere, error: nowhere,
                    onEnd: { continuation.resume(returning: $0) })
                DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(secondsMax)) { program.send(SIGKILL) }
            } catch {
                continuation.resume(throwing: Failure(.unavailable, "\(path) cannot be started"))
            }
        }
        guard status == 0 else { throw Failure(.unavailable, "\(path) ended with status \(status)") }
    }
}
