import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that did not do what a test needs of it.
public struct ProcessFailure: Error, CustomStringConvertible {
    /// What happened, with what the program wrote to its standard error.
    public let description: String

    /// A failure with its description.
    public init(_ description: String) { self.description = description }
}

/// Runs a program to its end.
///
/// - Parameters:
///   - binary: Its path.
///   - arguments: Its arguments.
///   - environment: Added to this process's own, less what would configure Muster.
///   - input: Its standard input; none by default.
///   - timeoutSeconds: How long it may take before it is killed.
/// - Returns: The exit status (128 and the signal's number when a signal ended it) and what it wrote.
/// - Throws: `ProcessFailure` when it took too long, or Foundation's error when it could not be started.
public func run(
    _ binary: String, _ arguments: [String], environment: [String: String] = [:], input: String? = nil,
    timeoutSeconds: Int = 180
) throws -> (status: Int32, output: String, error: String) {
    let child = try ChildProcess(binary, arguments, environment: environment, input: input)
    guard let status = child.wait(seconds: timeoutSeconds) else {
        child.send(SIGKILL)
        _ = child.wait()
        let command = ([binary] + arguments).joined(separator: " ")
        throw ProcessFailure("\(command) did not end within \(timeoutSeconds) s:\n\(child.error)")
    }
    return (status, child.output, child.error)
}

/// As the other `run`, on a thread of its own: the few threads that all tests share go on with other tests meanwhile.
public func run(
    _ binary: String, _ arguments: [String], environment: [String: String] = [:], input: String? = nil,
    timeoutSeconds: Int = 180
) async throws -> (status: Int32, output: String, error: String) {
    try await withCheckedThrowingContinuation { continuation in
        Thread {
            continuation.resume(
                with: Result {
                    try run(binary, arguments, environment: environment, input: input, timeoutSeconds: timeoutSeconds)
                })
        }.start()
    }
}
