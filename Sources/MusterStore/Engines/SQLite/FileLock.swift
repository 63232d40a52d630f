import MusterModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A lock on a file itself, by whatever name it is reached; the system lets go of it however the process ends.
///
/// It is on one byte far behind the end of the file, where SQLite has no lock of its own, and belongs to the open
/// descriptor: SQLite closes its own ones without taking it away. Closing this one takes SQLite's locks away, so it
/// must be released after SQLite has closed the file.
public struct FileLock: Sendable {
    private let descriptor: CInt

    /// Locks the file, making it if it is not there. Where it may only be read, several may lock it at once.
    ///
    /// - Returns: Nil when somebody else has locked it.
    /// - Throws: `Failure` when it cannot be opened or locked.
    public init?(_ path: String) throws {
        while true {
            var mode = F_WRLCK
            var descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            if descriptor < 0, [EROFS, EACCES, EPERM].contains(errno) {
                mode = F_RDLCK
                descriptor = open(path, O_RDONLY | O_CLOEXEC)
            }
            guard descriptor >= 0 else { throw FileLock.failure("\(path) cannot be opened") }
            guard try FileLock.lock(descriptor, mode, path) else {
                close(descriptor)
                return nil
            }
            if let own = FileIdentity(descriptor: descriptor), own == FileIdentity(path: path) {
                self.descriptor = descriptor
                return
            }
            // The name was given to another file meanwhile.
            close(descriptor)
        }
    }

    /// Lets go of it.
    public func release() { close(descriptor) }

    private static func lock(_ descriptor: CInt, _ mode: CInt, _ path: String) throws -> Bool {
        var range = flock()
        range.l_type = CShort(mode)
        range.l_whence = CShort(SEEK_SET)
        range.l_start = 1 << 62
        range.l_len = 1
        if fcntl(descriptor, ofdSetLock, &range) == 0 { return true }
        if errno == EAGAIN || errno == EACCES { return false }
        let failure = failure("\(path) cannot be locked")
        close(descriptor)
        throw failure
    }

    private static func failure(_ what: String) -> Failure {
        Failure(.fault, "\(what): \(String(cString: strerror(errno)))")
    }

    /// `F_OFD_SETLK`, which the systems' modules do not export to Swift.
    #if canImport(Glibc)
        private static let ofdSetLock: CInt = 37
    #else
        private static let ofdSetLock: CInt = 90
    #endif
}
