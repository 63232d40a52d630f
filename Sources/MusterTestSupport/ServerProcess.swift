import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A running `muster serve`; killed when the last reference to it goes.
public final class ServerProcess: Sendable {
    /// The port it listens on.
    public let port: Int
    private let child: ChildProcess

    /// Starts the server and waits until it says that it listens.
    ///
    /// - Parameters:
    ///   - binary: The path of `muster`.
    ///   - arguments: Its arguments, `serve` first.
    ///   - environment: Added to this process's own, less what would configure Muster.
    ///   - workingDirectory: Where it runs; this process's own by default.
    ///   - shellPrefix: Shell commands to run before it, such as `ulimit -f 200;`.
    /// - Throws: `ProcessFailure` with its standard error when it ends first or 60 seconds pass.
    public init(
        binary: String, arguments: [String], environment: [String: String] = [:], workingDirectory: String? = nil,
        shellPrefix: String? = nil
    ) throws {
        if let shellPrefix {
            child = try ChildProcess(
                "/bin/sh", ["-c", shellPrefix + " exec \"$0\" \"$@\"", binary] + arguments,
                environment: environment, workingDirectory: workingDirectory)
        } else {
            child = try ChildProcess(
                binary, arguments, environment: environment, workingDirectory: workingDirectory)
        }
        let deadline = Date() + 60
        while true {
            let isRunning = child.isRunning
            if let port = ServerProcess.port(in: child.output) {
                self.port = port
                return
            }
            guard isRunning else {
                throw ProcessFailure("the server ended with \(child.wait()) before it listened:\n\(child.error)")
            }
            guard Date() < deadline else {
                throw ProcessFailure("the server did not say within 60 s that it listens:\n\(child.error)")
            }
            usleep(5000)
        }
    }

    /// Whether it has not ended yet.
    public var isRunning: Bool { child.isRunning }

    /// The system's number for it.
    public var id: Int32 { child.id }

    /// The memory it occupies, in megabytes; 0 where the system does not say.
    public var residentMegabytes: Double {
        let path = "/proc/\(child.id)/statm"
        guard let pages = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: " ").dropFirst().first
        else { return 0 }
        return (Double(pages) ?? 0) * Double(sysconf(CInt(_SC_PAGESIZE))) / 1e6
    }

    /// What it has written to its standard output so far.
    public var standardOutputText: String { child.output }

    /// What it has written to its standard error so far.
    public var standardErrorText: String { child.error }

    /// Sends it a signal.
    public func signal(_ signal: CInt) { child.send(signal) }

    /// Asks it to end (SIGTERM), waits, and returns its exit status.
    @discardableResult
    public func terminate() -> Int32 {
        child.send(SIGTERM)
        return child.wait()
    }

    /// Ends it without warning (SIGKILL) and waits until it is gone.
    public func kill() {
        child.send(SIGKILL)
        _ = child.wait()
    }

    /// Waits until it ends by itself; 128 and the signal's number when a signal ended it.
    public func waitForExit() -> Int32 { child.wait() }

    private static func port(in output: String) -> Int? {
        // Only a line that has its end is whole.
        for line in output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        where line.hasPrefix("Muster is listening on http") {
            return line.lastIndex(of: ":").flatMap { Int(line[line.index(after: $0)...]) }
        }
        return nil
    }
}
