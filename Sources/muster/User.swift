import ArgumentParser
import Foundation
import MusterModel
import MusterStore

/// `muster user`.
struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, list and repair users without the API.",
        discussion: "For who owns the machine: no permission is asked for. It works while a server runs.",
        subcommands: [Create.self, List.self, SetPassword.self])

    /// `muster user create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a user.",
            discussion: """
                The password is read from standard input, or from the terminal without showing it; with
                --random-password one is made and printed.

                  echo 'a long secret' | muster user create ada --name 'Ada L.' --email ada@example.com --role admin
                """)

        @OptionGroup var storeOptions: StoreOptions

        @Argument(help: "The user name: letters, digits, - _ and .")
        var username: String

        @Option(help: "The name shown to people (default: the user name).")
        var name: String?

        @Option(help: "The e-mail address.")
        var email: String?

        @Option(name: .customLong("role"), help: "A role; may be repeated (default: user).")
        var roles: [String] = []

        @Flag(help: "Make a random password and print it.")
        var randomPassword = false

        func run() async throws {
            try await muster.run {
                let store = try await storeOptions.open()
                defer { try? store.close() }
                let password = try Password.read(random: randomPassword)
                var new = NewUser(username: username, name: name ?? username)
                new.email = email
                new.roles = roles.isEmpty ? nil : roles
                new.passwordHash = try PasswordHash.make(ofDigest: Digest.hex(password))
                let user = try await store.createUserFromCommandLine(new)
                Output.line("\(user.id) \(user.username)")
                if randomPassword { Output.line("password: \(password)") }
            }
        }
    }

    /// `muster user list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List users.",
            discussion: "A line a user, in columns parted by tabs: id, user name, active or inactive, roles.")

        @OptionGroup var storeOptions: StoreOptions

        func run() async throws {
            try await muster.run {
                let store = try await storeOptions.open()
                defer { try? store.close() }
                for user in try await store.users(.all).rows {
                    let state = user.active ? "active" : "inactive"
                    Output.line("\(user.id)\t\(user.username)\t\(state)\t\(user.roles.joined(separator: ","))")
                }
            }
        }
    }

    /// `muster user set-password`.
    struct SetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-password",
            abstract: "Give a user a new password; all their sessions and tokens end.",
            discussion: """
                The password is read from standard input, or from the terminal without showing it; with
                --random-password one is made and printed.
                """)

        @OptionGroup var storeOptions: StoreOptions

        @Argument(help: "The user name.")
        var username: String

        @Flag(help: "Make a random password and print it.")
        var randomPassword = false

        func run() async throws {
            try await muster.run {
                let store = try await storeOptions.open()
                defer { try? store.close() }
                let password = try Password.read(random: randomPassword)
                let hash = try PasswordHash.make(ofDigest: Digest.hex(password))
                try await store.setPassword(hash, ofUser: username, by: .system("command-line"))
                if randomPassword { Output.line("password: \(password)") }
            }
        }
    }
}
