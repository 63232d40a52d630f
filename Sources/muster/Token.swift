import ArgumentParser
import MusterModel
import MusterStore

/// `muster token`.
struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make login tokens for scripts.",
        discussion: "A token is made for one user and acts as that user; it works without a running server, too.",
        subcommands: [Create.self])

    /// `muster token create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a login token and print the two headers that present it.",
            discussion: """
                It works while a server runs. The token is shown once; a change of the user's password ends it.

                  muster token create --user ada --database /var/lib/muster/muster.sqlite
                """)

        @OptionGroup var storeOptions: StoreOptions

        @Option(help: ArgumentHelp("Whose token: the user name.", valueName: "name"))
        var user: String

        func run() async throws {
            try await muster.run {
                let store = try await storeOptions.open()
                defer { try? store.close() }
                let token = Identifier.newToken()
                let owner = try await store.addToken(token, toUser: user, by: .system("command-line"))
                Output.line("X-Auth-Token: \(token)")
                Output.line("X-User-Id: \(owner.id)")
            }
        }
    }
}
