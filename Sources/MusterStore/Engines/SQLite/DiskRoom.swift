import CSQLite
import MusterModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Room on the disk for what SQLite puts beside a file.
///
/// SQLite maps the index of its log into memory, and the system ends a process that writes into mapped memory for which
/// the disk has no block left. So there must be room before a file is opened for writing, and blocks afterwards.
enum DiskRoom {
    /// Tries to write beside a file.
    ///
    /// - Returns: What keeps one from it, nil when nothing does.
    static func obstacle(beside path: String) -> SQLiteFailure? {
        guard access(path, W_OK) == 0 || errno == ENOENT else { return SQLiteFailure(SQLITE_READONLY) }
        let name = path + "-room"
        let descriptor = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            // In a folder where nothing can be made, what is there already may do.
            return [ENOSPC, EDQUOT, EROFS].contains(errno) ? SQLiteFailure(SQLITE_FULL) : nil
        }
        unlink(name)
        defer { close(descriptor) }
        let bytes = [UInt8](repeating: 0xFF, count: Limits.diskRoomBytes)
        let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        return written == bytes.count ? nil : SQLiteFailure(SQLITE_FULL)
    }

    /// Gives the index of an open file's log its blocks, where the system can.
    static func reserve(for path: String) {
        #if canImport(Glibc)
            // SQLite's own descriptor: to close another one would take SQLite's locks away.
            guard let index = FileIdentity(path: path + "-shm"),
                let descriptor = (0..<CInt(1024)).first(where: { FileIdentity(descriptor: $0) == index })
            else { return }
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_size < Limits.diskRoomBytes else { return }
            _ = posix_fallocate(descriptor, 0, off_t(Limits.diskRoomBytes))
        #endif
    }
}
