import MusterModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Which file a name leads to; two names of one file lead to the same.
struct FileIdentity: Equatable, Sendable {
    private let device: UInt64
    private let inode: UInt64

    /// The file of that name, nil when there is none.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// An open file.
    init?(descriptor: CInt) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
    }
}

/// The files of a database that is in use.
///
/// A file that was removed or replaced still takes writes from a process that has it open: into nothing. And two
/// processes that have different indexes of one log would write over each other.
struct FilePlace: Sendable {
    /// What SQLite keeps beside the file while it is in use: the log, and an index of it.
    static let companions = ["-wal", "-shm"]

    private let files: [(name: String, identity: FileIdentity)]

    /// Remembers which files have these names now.
    init(_ names: [String]) {
        files = names.compactMap { name in FileIdentity(path: name).map { (name, $0) } }
    }

    /// - Throws: `Failure` when one of the names leads to another file, or to none.
    func check() throws {
        for file in files where FileIdentity(path: file.name) != file.identity {
            throw Failure(
                .unavailable, "The database file was removed or replaced", id: "error-storage-unavailable",
                cause: "\(file.name) is not the file it was; put that back, or restart the server")
        }
    }
}
