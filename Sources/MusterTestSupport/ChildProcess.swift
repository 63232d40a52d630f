import Foundation
import Spawn

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A running program whose output goes to files, so that no full pipe can stop it.
public final class ChildProcess: Sendable {
    private let program: Program
    private let folder: TemporaryFolder

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - binary: Its path.
    ///   - arguments: Its arguments.
    ///   - environment: Added to this process's own, less what would configure Muster, or point git at another
    ///     folder, as a hook's variables do.
    ///   - workingDirectory: Where it runs; this process's own by default.
    ///   - input: Its standard input; none by default.
    /// - Throws: An error when it cannot be started.
    public init(
        _ binary: String, _ arguments: [String], environment: [String: String] = [:], workingDirectory: String? = nil,
        input: String? = nil
    ) throws {
        folder = try TemporaryFolder()
        let inherited = ProcessInfo.processInfo.environment.filter { name, _ in
            !["ADMIN_", "GIT_", "MUSTER_", "OVERWRITE_SETTING_", "TEST_MODE"].contains { name.hasPrefix($0) }
        }
        var files: [FileHandle] = []
        defer { for file in files { try? file.close() } }
        for name in ["output", "error"] {
            try Data().write(to: URL(fileURLWithPath: folder.file(name)))
            files.append(try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file(name))))
        }
        if let input { try Data(input.utf8).write(to: URL(fileURLWithPath: folder.file("input"))) }
        let source = input == nil ? "/dev/null" : folder.file("input")
        files.append(try FileHandle(forReadingFrom: URL(fileURLWithPath: source)))
        program = try Program(
            binary, arguments, environment: inherited.merging(environment) { $1 }, workingDirectory: workingDirectory,
            input: files[2].fileDescriptor, output: files[0].fileDescriptor, error: files[1].fileDescriptor)
    }

    deinit { program.send(SIGKILL) }

    /// What the program has written to its standard output so far.
    public var output: String { text("output") }

    /// What the program has written to its standard error so far.
    public var error: String { text("error") }

    /// Whether it has not ended yet.
    public var isRunning: Bool { program.isRunning }

    /// The system's number for it.
    public var id: Int32 { program.id }

    /// Sends it a signal, if it runs.
    public func send(_ signal: CInt) { program.send(signal) }

    /// The exit status once the program has ended, 128 and the signal's number when a signal ended it.
    public func wait() -> Int32 { program.wait() }

    /// As `wait()`, or nil when the time is over first.
    public func wait(seconds: Int) -> Int32? { program.wait(seconds: seconds) }

    private func text(_ name: String) -> String {
        let data = try? Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
