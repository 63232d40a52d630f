import ArgumentParser
import MusterModel
import MusterStore

/// `muster doctor`.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for damage in the file, the schema, the rules and the event log.",
        discussion: "It works while a server runs. Exit status 0: no fault; 1: faults, each on a line of its own.")

    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        try await muster.run {
            let store = try await storeOptions.open()
            defer { try? store.close() }
            let found = try await store.examine()
            for check in found.checks { Output.line("ok     \(check)") }
            for fault in found.faults { Output.line("FAULT  \(fault)") }
            if !found.census.isEmpty {
                Output.line(found.census.map { "\($0.noun) \($0.rows)" }.joined(separator: ", "))
            }
            guard found.faults.isEmpty else { throw ExitCode.failure }
        }
    }
}
