import ArgumentParser
import MusterModel
import MusterStore

/// `muster backup`.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the database into a new file, also while a server runs.",
        discussion: """
            The copy is one consistent state. To restore it, stop the server and start it with the copy:
              muster serve --database backup.sqlite
            """)

    @OptionGroup var storeOptions: StoreOptions

    @Argument(help: "The file to write; it must not exist.")
    var file: String

    func run() async throws {
        try await muster.run {
            let store = try await storeOptions.open()
            defer { try? store.close() }
            try await store.backup(to: file)
            Output.line("Backed up to \(file)")
        }
    }
}
