import Foundation
import MusterStore
import MusterTestSupport

/// New databases for tests: copies of a template, which takes milliseconds on both engines.
public struct TestDatabase: Sendable {
    /// What `--database` would say.
    public let name: String
    private let folder: TemporaryFolder?

    /// An empty database, or a copy of another.
    public static func make(_ engine: TestEngine, copying template: String? = nil) async throws -> TestDatabase {
        switch engine {
        case .sqlite:
            let folder = try TemporaryFolder()
            let path = folder.file("world.sqlite")
            if let template { try FileManager.default.copyItem(atPath: template, toPath: path) }
            return TestDatabase(name: path, folder: folder)
        case .postgres:
            let name = "muster_" + UUID().uuidString.replacing("-", with: "").lowercased()
            let source =
                template.flatMap { $0.split(separator: "=").last }.map { " TEMPLATE \($0)" } ?? ""
            try await administer("CREATE DATABASE \(name)\(source)")
            return TestDatabase(name: "\(try server()) dbname=\(name)", folder: nil)
        }
    }

    /// Gives back what it takes up; nobody may use it any more.
    public func remove() {
        guard folder == nil, let name = name.split(separator: "=").last else { return }
        try? TestDatabase.command("DROP DATABASE \(name) WITH (FORCE)")
    }

    /// Runs a command that belongs to no database of a test.
    private static func administer(_ sql: String) async throws { try await offThread { try command(sql) } }

    private static func command(_ sql: String) throws {
        try runCommand(sql, on: "\(try server()) dbname=postgres")
    }

    private static func server() throws -> String {
        guard let server = ProcessInfo.processInfo.environment["MUSTER_TEST_POSTGRES"] else { throw NoServer() }
        return server
    }
}

/// Says what to do instead of passing a test over.
struct NoServer: Error, CustomStringConvertible {
    let description = "these tests need PostgreSQL: run them as `scripts/postgres swift test`, or run scripts/test"
}
