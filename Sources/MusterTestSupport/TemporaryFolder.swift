import Foundation
import Synchronization

/// A new empty folder that goes with the last reference to it.
public final class TemporaryFolder: Sendable {
    /// Where it is, without a slash at the end.
    public let path: String
    private let isKept = Mutex(false)

    /// Makes the folder below the system's folder for temporary files.
    public init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("muster-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        if !isKept.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
    }

    /// The path of a file in it.
    public func file(_ name: String) -> String { path + "/" + name }

    /// Leaves the folder behind, for somebody who wants to see what went wrong.
    public func keep() { isKept.withLock { $0 = true } }
}
