import Foundation
import MusterTestSupport
import Testing

/// A program in `sendmail`'s place that keeps what it is given, and the mails it got.
struct Postbox {
    /// What the program was called with, and what it read.
    struct Item: Sendable {
        let arguments: [String]
        let environment: [String]
        let text: String

        /// The token that stands in the mail.
        var token: String? { text.firstMatch(of: /[A-Za-z0-9_-]{43}/).map { String($0.0) } }
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let script = """
            cd '\(folder.path)' || exit 1
            { printf '%s\\n' "$@"; echo --; env; echo --; cat; } > $$.part
            mv $$.part $$.mail
            """
        try Script.write(script, to: program)
    }

    /// The program's path.
    var program: String { folder.file("sendmail") }

    /// The mails, once there are that many.
    func items(_ count: Int) async throws -> [Item] {
        let deadline = Date() + 60
        while true {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasSuffix(".mail") }
            if names.count >= count { return try names.map(item) }
            try #require(Date() < deadline, "\(count) mails arrive, there are \(names.count)")
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func item(_ name: String) throws -> Item {
        let text = try String(contentsOfFile: folder.file(name), encoding: .utf8)
        let parts = text.components(separatedBy: "\n--\n")
        // The end of options is the first of them.
        return Item(
            arguments: (parts[0] + "\n--\n" + parts[1]).components(separatedBy: "\n"),
            environment: parts[2].components(separatedBy: "\n"), text: parts[3])
    }
}

/// A small program of a test's own.
enum Script {
    static func write(_ text: String, to path: String) throws {
        try Data("#!/bin/sh\n\(text)\n".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }
}
