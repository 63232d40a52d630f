import Foundation

/// The built command.
public enum MusterBinary {
    /// Where it is: `MUSTER_BINARY`, or beside the running tests, or in the package's debug build.
    public static let path: String = {
        if let path = ProcessInfo.processInfo.environment["MUSTER_BINARY"], !path.isEmpty { return path }
        let starts = [CommandLine.arguments.first ?? "", Bundle.main.bundlePath] + Bundle.allBundles.map(\.bundlePath)
        let fallback = packageRoot + "/.build/debug/muster"
        let besideTests = starts.filter { !$0.isEmpty }.lazy.flatMap(ancestors).map { $0 + "/muster" }
        return besideTests.first(where: isProgram) ?? fallback
    }()

    /// The folder of the package.
    public static let packageRoot =
        ancestors(of: #filePath).first { FileManager.default.fileExists(atPath: $0 + "/Package.swift") } ?? "."

    /// The folders above a path, nearest first.
    private static func ancestors(of path: String) -> [String] {
        var folder = URL(fileURLWithPath: path).standardizedFileURL
        var folders: [String] = []
        while folder.path != "/", folders.count < 12 {
            folder.deleteLastPathComponent()
            folders.append(folder.path)
        }
        return folders
    }

    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
