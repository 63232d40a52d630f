import ArgumentParser
import Foundation
import MusterModel
import MusterStore
import Synchronization

/// `muster copy`.
struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy everything into another database, of any kind.",
        discussion: """
            Users, tokens, the organisation and the event log, as one consistent state; servers may go on using the
            source, but what they change after the beginning is not copied: stop them, or let them read only. The
            target must be empty, and stays so until all has arrived and been compared; interrupting it leaves it so.

            """ + StoreOptions.copyExamples)

    @Option(help: ArgumentHelp("The database to read, named as for --database.", valueName: "database"))
    var from: String

    @Option(
        help: ArgumentHelp("The empty database to fill; a file is made if it is missing.", valueName: "database"))
    var to: String

    func run() async throws {
        try await muster.run {
            guard from != to else { throw Failure(.fault, "Source and target are one and the same database") }
            let source = try await Store.open(from, mustExist: true, patience: .command)
            defer { try? source.close() }
            let lock = try Engines.file(of: to).map { try ServerLock(database: $0) }
            defer { lock?.release() }
            let target = try await Store.open(to, patience: .command)
            defer { try? target.close() }
            let bar = ProgressBar()
            let tables = try await source.copy(to: target) { bar.show($0, of: $1, $2) }
            bar.clear()
            for table in tables { Output.line(Copy.line(table)) }
            Output.line("Copied \(tables.map(\.target).reduce(0, +)) rows of \(tables.count) tables; both sides agree")
        }
    }

    /// A table's row counts and digests, source before target.
    private static func line(_ table: CopiedRows) -> String {
        let name = table.table.padding(toLength: 18, withPad: " ", startingAt: 0)
        let sides = [(table.source, table.sourceDigest), (table.target, table.targetDigest)]
        return name + sides.map { rows, digest in "\(rows) sha256:\(digest)" }.joined(separator: "  ")
    }
}
