import Facts
import Dispatch
import Foundation
import MusterModel
@testable import MusterStore
import MusterTestSupport
import Synchronization
import Testing

/// Commands beside a server that writes.
@Suite("A command waits for those who write, and says so", .programs)
struct BusyCommandTests {
    /// Commands that write, each with its standard input.
    static let commands: [(arguments: [String], input: String?)] = [
        (["token", "create", "--user", "admin"], nil), (["user", "create", "ada", "--random-password"], nil),
        (["user", "create", "mira"], "a long secret\n"), (["user", "set-password", "admin", "--random-password"], nil),
        (["user", "set-password", "rocket.cat"], "a long secret\n"),
        (["token", "create", "--user", "rocket.cat"], nil),
    ]

    @Test(.keepsAway("Muster 11.A10"))
    func `each that writes waits until the file is free, says so once, and then does it`() async throws {
        let installation = try Installation.prepared()
        let store = try await Store.open(installation.database, mustExist: true)
        let isHeld = DispatchSemaphore(value: 0), mayEnd = DispatchSemaphore(value: 0)
        async let held: Void = store.write { _ in
            isHeld.signal()
            mayEnd.wait()
        }
        let ended = try await offThread {
            isHeld.wait()
            defer { mayEnd.signal() }
            let running = try Self.commands.map { try installation.start($0.arguments, input: $0.input) }
            try waitUntil("every command says that it waits") { running.allSatisfy { !$0.error.isEmpty } }
            // Reading waits for nobody.
            let list = try installation.command("user", "list")
            #expect(list.status == 0 && list.error == "")
            let ended = running.filter { !$0.isRunning }.map(\.error)
            #expect(ended == [])
            return running
        }
        try await held
        for (command, child) in zip(Self.commands, ended) {
            #expect(child.wait() == 0, "\(command.arguments): \(child.error)")
            #expect(child.error == "muster: Others are writing to the database; waiting for up to 30 s\n")
        }
        try store.close()
        #expect(try installation.command("doctor").status == 0)
        #expect(try installation.command("user", "list").output.contains("\tmira\t"))
    }

    @Test(.keepsAway("Muster 11.A10")) func `tokens made beside eight busy writers are all made`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let headers = try installation.headers()
        let writers = (0..<8).map { _ in BackgroundWriter(server, headers) }
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 40) { _ in
            let made = Result { try installation.command("token", "create", "--user", "admin") }
            if (try? made.get().status) != 0 { failures.withLock { $0.append("\(made)") } }
        }
        #expect(failures.withLock { $0 } == [])
        for writer in writers { #expect(try !writer.finish().isEmpty) }
    }
}

/// Runs blocking work on a thread that may block.
private func offThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result(catching: work)) }.start()
    }
}
