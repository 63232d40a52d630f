import Foundation
import MusterModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the command line gets passwords: never from its arguments, which every user of the machine can read.
enum Password {
    /// A random password, or the line that standard input has.
    ///
    /// - Throws: `Failure` when there is none.
    static func read(random: Bool) throws -> String {
        if random { return Identifier.newPassword() }
        if isatty(STDIN_FILENO) == 1 { return try readFromTerminal() }
        guard let line = readLine(), !line.isEmpty else {
            throw Failure(.fault, "There is no password on standard input; or use --random-password")
        }
        return line
    }

    private static func readFromTerminal() throws -> String {
        guard let typed = getpass("Password: ").map({ String(cString: $0) }), !typed.isEmpty else {
            throw Failure(.fault, "No password was typed")
        }
        return typed
    }
}
