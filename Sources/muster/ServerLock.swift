import Foundation
import MusterModel
import MusterStore

/// Keeps a second server off the same file, by whatever name; the system lets go of it however the process ends.
struct ServerLock {
    private let lock: FileLock

    /// - Throws: `Failure` when another server holds it.
    init(database: String) throws {
        let folder = URL(fileURLWithPath: database).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure(.fault, "The folder \(folder) cannot be made")
        }
        guard let lock = try FileLock(database) else {
            throw Failure(.fault, "Another server is using \(database); only one may serve a file at a time")
        }
        self.lock = lock
    }

    /// Lets go of it; the database must be closed before.
    func release() { lock.release() }
}
