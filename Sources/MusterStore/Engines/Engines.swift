import Foundation
import MusterModel

/// Chooses the engine for a database by how it is named.
public enum Engines {
    /// The path of a database that one process serves alone; nil for one on a database server.
    ///
    /// - Parameter database: `sqlite:PATH` or a path alone.
    public static func file(of database: String) -> String? {
        guard PostgresTarget(database) == nil else { return nil }
        return database.hasPrefix("sqlite:") ? String(database.dropFirst("sqlite:".count)) : database
    }

    static func open(
        _ database: String, mustExist: Bool, patience: Patience, policies: PolicyCache
    ) throws -> any Engine {
        if let target = PostgresTarget(database) {
            return PostgresEngine(target, connections: Limits.databaseConnections, policies: policies)
        }
        let path = file(of: database) ?? database
        return try openFile(URL(fileURLWithPath: path).path, mustExist: mustExist, patience, policies)
    }

    private static func openFile(
        _ path: String, mustExist: Bool, _ patience: Patience, _ policies: PolicyCache
    ) throws -> any Engine {
        if mustExist, !FileManager.default.fileExists(atPath: path) {
            throw Failure(.fault, "There is no database at \(path)")
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure(.unavailable, "The folder \(folder) cannot be made")
        }
        let engine = try SQLiteEngine(path: path, patience: patience, policies: policies)
        // Only the owner may read what is in it: hashes of passwords and tokens.
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path + suffix)
        }
        return engine
    }
}
