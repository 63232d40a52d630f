import ArgumentParser
import MusterServer

/// The command line: one command a file.
@main
struct Muster: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "muster",
        abstract: "Groups the departments of a support organisation into units that monitors supervise.",
        discussion: """
            Start with a demo organisation on this machine:
              muster serve --demo

            Start for real; the first start makes an admin and prints a random password, unless ADMIN_PASS gives one:
              ADMIN_USERNAME=ada ADMIN_PASS=… muster serve --database /var/lib/muster/muster.sqlite

            Options may also come from the environment (MUSTER_DATABASE, MUSTER_PORT …) or from a JSON file named by
            MUSTER_CONFIG; a flag wins over the environment, that over the file, that over the defaults.
            """,
        version: Version.muster,
        subcommands: [Serve.self, Token.self, User.self, Doctor.self, Backup.self, Copy.self])
}
