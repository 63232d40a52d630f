import ArgumentParser
import Configuration
import Foundation
import MusterModel
import MusterStore
import Synchronization
import SystemPackage

/// What every command takes.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The database: a file, made with its folder if missing, or postgres://… (default: muster-data/muster.sqlite).",
            valueName: "database"))
    var database: String?

    /// How databases of both kinds are named.
    static let copyExamples = """
          muster copy --from muster-data/muster.sqlite --to postgres://muster@db.example.com/muster
          muster copy --from postgres://muster@db.example.com/muster --to sqlite:muster-data/new.sqlite
        """
}

/// Flags over environment over file over defaults.
struct Options: Sendable {
    private let reader: ConfigReader

    /// - Parameter flags: What the command line says, by the keys of the file; nil where it says nothing.
    /// - Throws: When the file that MUSTER_CONFIG names is missing or no JSON.
    init(flags: [String: String?]) async throws {
        let environment = ProcessInfo.processInfo.environment
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                name: "flags",
                values: Dictionary(
                    uniqueKeysWithValues: flags.compactMap { key, value in
                        value.map { (AbsoluteConfigKey([key]), ConfigValue(.string($0), isSecret: false)) }
                    })),
            EnvironmentVariablesProvider(
                environmentVariables: Dictionary(
                    uniqueKeysWithValues: environment.compactMap { name, value in
                        name.hasPrefix("MUSTER_") ? (String(name.dropFirst("MUSTER_".count)), value) : nil
                    })),
        ]
        if let path = environment["MUSTER_CONFIG"] {
            do {
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(path)))
            } catch {
                throw Failure(.fault, "The configuration file \(path) cannot be read: \(error)")
            }
        }
        reader = ConfigReader(providers: providers)
    }

    /// A text.
    func text(_ key: String, default standard: String) -> String {
        reader.string(forKey: ConfigKey([key]), default: standard)
    }

    /// A whole number, from a flag's or variable's text or from the file's number.
    func whole(_ key: String, default standard: Int) throws -> Int {
        if let text = reader.string(forKey: ConfigKey([key])) {
            guard let number = Int(text) else { throw ValidationError("\(key) must be a whole number, not \(text)") }
            return number
        }
        return reader.int(forKey: ConfigKey([key]), default: standard)
    }

    /// The database's path.
    var database: String { text("database", default: "muster-data/muster.sqlite") }
}

extension Patience {
    /// A command's: nothing queues behind it, and its user sees that it waits.
    static let command = Patience(seconds: Limits.commandBusySeconds) {
        let isFirst = hasSaidSo.withLock { said in
            defer { said = true }
            return !said
        }
        guard isFirst else { return }
        Output.note("muster: Others are writing to the database; waiting for up to \(Limits.commandBusySeconds) s")
    }

    private static let hasSaidSo = Mutex(false)
}

extension StoreOptions {
    /// Opens the store that a command works on; only `serve` makes a new one.
    func open(mustExist: Bool = true) async throws -> Store {
        let options = try await Options(flags: ["database": database])
        return try await Store.open(options.database, mustExist: mustExist, patience: .command)
    }
}
