import CSpawn
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that was started, and its end.
///
/// Foundation's `Process` is not used: to close what the program must not inherit it lists this process's files, and
/// reads beyond the end of that list when there are more than some 1,300 of them.
public final class Program: Sendable {
    /// The system's number for it.
    public let id: Int32
    private let hasEnded = DispatchGroup()
    private let status = Mutex<Int32?>(nil)

    /// Why a program was not started.
    public struct CannotStart: Error, CustomStringConvertible {
        /// The system's words.
        public let description: String
    }

    /// Starts a program, which inherits three files and nothing else.
    ///
    /// - Parameters:
    ///   - path: Its path.
    ///   - arguments: Its arguments.
    ///   - environment: The whole of its environment.
    ///   - workingDirectory: Where it runs; where this process does by default.
    ///   - input: The descriptor of its standard input.
    ///   - output: The descriptor of its standard output.
    ///   - error: The descriptor of its standard error.
    ///   - onEnd: Called once with its status, as `wait()` gives it.
    /// - Throws: `CannotStart`.
    public init(
        _ path: String, _ arguments: [String], environment: [String: String], workingDirectory: String? = nil,
        input: CInt, output: CInt, error: CInt, onEnd: (@Sendable (Int32) -> Void)? = nil
    ) throws {
        #if canImport(Glibc)
            var files = posix_spawn_file_actions_t()
            var manner = posix_spawnattr_t()
        #else
            var files: posix_spawn_file_actions_t?
            var manner: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&files)
        posix_spawnattr_init(&manner)
        defer {
            posix_spawn_file_actions_destroy(&files)
            posix_spawnattr_destroy(&manner)
        }
        for (number, descriptor) in [input, output, error].enumerated() {
            posix_spawn_file_actions_adddup2(&files, descriptor, CInt(number))
        }
        if let workingDirectory { posix_spawn_file_actions_addchdir_np(&files, workingDirectory) }
        var flags = CInt(POSIX_SPAWN_SETSIGMASK) | CInt(POSIX_SPAWN_SETSIGDEF)
        #if canImport(Glibc)
            posix_spawn_file_actions_addclosefrom_np(&files, 3)
        #else
            flags |= CInt(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #endif
        posix_spawnattr_setflags(&manner, numericCast(flags))
        // Threads of this process block signals, and it ignores some: the program would inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&manner, &none)
        var usual = sigset_t()
        sigemptyset(&usual)
        for signal in [SIGPIPE, SIGXFSZ, SIGTERM, SIGINT, SIGHUP] { sigaddset(&usual, signal) }
        posix_spawnattr_setsigdefault(&manner, &usual)

        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var surroundings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + surroundings { free(text) } }
        var id = pid_t()
        let code = posix_spawn(&id, path, &files, &manner, &words, &surroundings)
        guard code == 0 else { throw CannotStart(description: String(cString: strerror(code))) }
        self.id = id
        hasEnded.enter()
        Thread.detachNewThread { [self] in
            let status = reap()
            hasEnded.leave()
            onEnd?(status)
        }
    }

    /// Whether it has not ended yet.
    public var isRunning: Bool { status.withLock { $0 == nil } }

    /// Sends it a signal, if it runs.
    public func send(_ signal: CInt) {
        // Until its status has been taken, its number is nobody else's.
        status.withLock { if $0 == nil { kill(id, signal) } }
    }

    /// The exit status once it has ended, 128 and the signal's number when a signal ended it.
    public func wait() -> Int32 {
        hasEnded.wait()
        return status.withLock { $0 ?? 0 }
    }

    /// As `wait()`, or nil when the time is over first.
    public func wait(seconds: Int) -> Int32? {
        hasEnded.wait(timeout: .now() + .seconds(seconds)) == .success ? wait() : nil
    }

    private func reap() -> Int32 {
        var info = siginfo_t()
        while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
        return status.withLock { status in
            var word: CInt = 0
            while waitpid(id, &word, 0) < 0 && errno == EINTR {}
            let signal = word & 0x7F
            let value = signal == 0 ? (word >> 8) & 0xFF : 128 + signal
            status = value
            return value
        }
    }
}
