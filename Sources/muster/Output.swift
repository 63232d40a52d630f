import ArgumentParser
import Foundation
import MusterModel

/// What commands say, and where.
enum Output {
    /// A line of a command's result, on standard output.
    static func line(_ text: String) { write(text, to: .standardOutput) }

    /// A line for people, on standard error.
    static func note(_ text: String) { write(text, to: .standardError) }

    private static func write(_ text: String, to handle: FileHandle) {
        // Written straight to the descriptor, so that whoever waits for the line sees it at once.
        try? handle.write(contentsOf: Data((text + "\n").utf8))
    }
}

/// Runs a command's work and turns what goes wrong into one clear line and exit status 1.
func run<Value>(_ work: () async throws -> Value) async throws -> Value {
    do {
        return try await work()
    } catch let failure as Failure {
        Output.note("muster: \(failure.text)" + (failure.cause.map { ": " + $0 } ?? ""))
        throw ExitCode.failure
    }
}
