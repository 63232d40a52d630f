import Foundation
import MusterModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A copy in the making: under a name of its own until it is whole, and locked, so that what a killed one left behind
/// is known and written over.
struct SQLiteBackup {
    /// What SQLite puts beside a file.
    private static let companions = ["-journal"] + FilePlace.companions

    private let path: String
    private let unfinished: String
    private let lock: FileLock

    /// - Parameter path: Where the copy shall be.
    /// - Throws: `Failure` when it cannot be there, or is being made already.
    init(to path: String) throws {
        // What another database of this name has left would be taken for the copy's, and played into it.
        for log in ["-wal", "-journal"] where SQLiteBackup.hasBytes(path + log) {
            throw Failure(.fault, "\(path)\(log) is there, a part of another database: move it away first")
        }
        self.path = path
        unfinished = path + ".unfinished"
        guard let lock = try FileLock(unfinished) else {
            throw Failure(.fault, "Another backup is writing \(unfinished)")
        }
        self.lock = lock
    }

    /// Copies all of it.
    func make(from original: SQLiteConnection) throws {
        // Closing the lock's descriptor comes last: it takes SQLite's own locks on the copy away.
        defer { lock.release() }
        do {
            try clear()
            try SQLiteBackup.copy(original, to: unfinished)
            try FileManager.default.moveItem(atPath: unfinished, toPath: path)
        } catch {
            for companion in [""] + SQLiteBackup.companions {
                try? FileManager.default.removeItem(atPath: unfinished + companion)
            }
            if error is SQLiteFailure { throw error }
            throw Failure(.unavailable, "\(path) cannot be written")
        }
    }

    /// The copy is closed at the end, and so complete on the disk.
    private static func copy(_ original: SQLiteConnection, to path: String) throws {
        try original.copy(to: SQLiteConnection(path, .writing, patience: Patience()))
    }

    private static func hasBytes(_ path: String) -> Bool {
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return (size ?? 0) > 0
    }

    /// Takes away what a backup that was killed has left.
    private func clear() throws {
        // Readable by its owner only before its first byte: it holds hashes of passwords and tokens.
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: unfinished)
        guard truncate(unfinished, 0) == 0 else { throw CocoaError(.fileWriteUnknown) }
        for companion in SQLiteBackup.companions where FileManager.default.fileExists(atPath: unfinished + companion) {
            try FileManager.default.removeItem(atPath: unfinished + companion)
        }
    }
}
