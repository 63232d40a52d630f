import Foundation
import MusterModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps a second server off the same file; the system lets go of it however the process ends.
struct ServerLock {
    private let descriptor: Int32

    /// - Throws: `Failure` when another server holds it.
    init(database: String) throws {
        let folder = URL(fileURLWithPath: database).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure(.fault, "The folder \(folder) cannot be made")
        }
        // The file itself, not one of its names: a link to it must not let a second server in.
        let file = URL(fileURLWithPath: database).resolvingSymlinksInPath().path
        descriptor = open(file + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(.fault, "\(database).lock cannot be written: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Failure(.fault, "Another server is using \(database); only one may serve a file at a time")
        }
    }

    func release() { close(descriptor) }
}
