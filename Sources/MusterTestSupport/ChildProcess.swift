import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A running program whose output goes to files, so that no full pipe can stop it.
public final class ChildProcess: @unchecked Sendable {
    // Unchecked: `process` is set up before `run` and only asked for its id and its end afterwards.
    private let process = Process()
    private let exit = DispatchGroup()
    private let folder: TemporaryFolder

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - binary: Its path.
    ///   - arguments: Its arguments.
    ///   - environment: Added to this process's own, less what would configure Muster.
    ///   - workingDirectory: Where it runs; this process's own by default.
    ///   - input: Its standard input; none by default.
    /// - Throws: Foundation's error when it cannot be started.
    public init(
        _ binary: String, _ arguments: [String], environment: [String: String] = [:], workingDirectory: String? = nil,
        input: String? = nil
    ) throws {
        folder = try TemporaryFolder()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = arguments
        let inherited = ProcessInfo.processInfo.environment.filter { name, _ in
            !["ADMIN_", "MUSTER_", "OVERWRITE_SETTING_", "TEST_MODE"].contains { name.hasPrefix($0) }
        }
        process.environment = inherited.merging(environment) { $1 }
        if let workingDirectory { process.currentDirectoryURL = URL(fileURLWithPath: workingDirectory) }
        var files: [FileHandle] = []
        defer { for file in files { try? file.close() } }
        for name in ["output", "error"] {
            try Data().write(to: URL(fileURLWithPath: folder.file(name)))
            files.append(try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file(name))))
        }
        if let input {
            try Data(input.utf8).write(to: URL(fileURLWithPath: folder.file("input")))
            files.append(try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.file("input"))))
        }
        process.standardOutput = files[0]
        process.standardError = files[1]
        process.standardInput = input == nil ? FileHandle.nullDevice : files[2]
        exit.enter()
        process.terminationHandler = { [exit] _ in exit.leave() }
        do {
            try ChildProcess.withoutBlockedSignals(process.run)
        } catch {
            exit.leave()
            throw error
        }
    }

    /// Programs are started one after the other: one started meanwhile would inherit what tells Foundation of the
    /// other's end, and that end would be noticed only when both have ended.
    private static let starts = NSLock()

    /// Dispatch's threads block signals, and a program started on one would inherit that and miss its SIGTERM.
    private static func withoutBlockedSignals(_ start: () throws -> Void) rethrows {
        starts.lock()
        defer { starts.unlock() }
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try start()
    }

    deinit { if isRunning { send(SIGKILL) } }

    /// What the program has written to its standard output so far.
    public var output: String { text("output") }

    /// What the program has written to its standard error so far.
    public var error: String { text("error") }

    /// Whether it has not ended yet.
    public var isRunning: Bool { exit.wait(timeout: .now()) == .timedOut }

    /// The system's number for it.
    public var id: Int32 { process.processIdentifier }

    /// Sends it a signal, if it runs.
    public func send(_ signal: CInt) {
        guard isRunning else { return }
        #if canImport(Glibc)
            _ = Glibc.kill(process.processIdentifier, signal)
        #else
            _ = Darwin.kill(process.processIdentifier, signal)
        #endif
    }

    /// The exit status once the program has ended, 128 and the signal's number when a signal ended it.
    public func wait() -> Int32 {
        exit.wait()
        return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    }

    /// As `wait()`, or nil when the time is over first.
    public func wait(seconds: Int) -> Int32? {
        exit.wait(timeout: .now() + .seconds(seconds)) == .success ? wait() : nil
    }

    private func text(_ name: String) -> String {
        let data = try? Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
