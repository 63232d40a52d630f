import Foundation
import MusterTestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A PostgreSQL server of the test's own: data in a temporary folder, a free port on loopback, an unprivileged user.
final class PostgresCluster {
    let port: Int
    private let folder: TemporaryFolder
    private let programs: String
    /// What `pg_ctl` passes to the server.
    private var options: [String]

    private var data: String { folder.file("data") }
    var address: String { "127.0.0.1:\(port)" }

    /// An empty cluster that runs; with a standby's name it waits for that one at every commit.
    init(awaiting standby: String?) throws {
        folder = try TemporaryFolder()
        programs = try PostgresCluster.findPrograms()
        port = try FreePort.find()
        options =
            ["wal_level=replica", "max_wal_senders=5"] + (standby.map { ["synchronous_standby_names='\($0)'"] } ?? [])
        try own()
        try perform("initdb", ["-D", data, "-A", "trust", "-U", "muster", "-E", "UTF8", "--locale=C", "--no-sync"])
        try start()
    }

    /// A streaming standby of a primary.
    init(following primary: PostgresCluster, as name: String) throws {
        folder = try TemporaryFolder()
        programs = primary.programs
        port = try FreePort.find()
        // A standby that looks every five seconds, as it does unless told, would be the longest part of every gap.
        options = ["wal_retrieve_retry_interval=200ms"]
        try own()
        try perform(
            "pg_basebackup",
            [
                "-D", data, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync", "-d",
                "host=127.0.0.1 port=\(primary.port) user=muster application_name=\(name)",
            ])
        try start()
    }

    deinit { try? stop("immediate") }

    func start() throws {
        let settings = ["listen_addresses=127.0.0.1", "port=\(port)", "unix_socket_directories=''"] + options
        let text = settings.map { "-c \($0)" }.joined(separator: " ")
        try perform("pg_ctl", ["-D", data, "-w", "-t", "60", "-l", folder.file("log"), "-o", text, "start"])
    }

    /// Stops it as `pg_ctl` names it: `fast` or `immediate`.
    func stop(_ mode: String) throws { try perform("pg_ctl", ["-D", data, "-w", "-m", mode, "stop"]) }

    /// Ends all its processes without warning, as the loss of the machine does.
    func kill() throws {
        let file = try String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8)
        guard let number = file.split(separator: "\n").first.flatMap({ Int32($0) }) else {
            throw ProcessFailure("postmaster.pid has no number: \(file)")
        }
        let children = try run("/bin/sh", ["-c", "cat /proc/\(number)/task/\(number)/children"]).output
        for process in [number] + children.split(separator: " ").compactMap({ Int32($0) }) {
            #if canImport(Glibc)
                _ = Glibc.kill(process, SIGKILL)
            #else
                _ = Darwin.kill(process, SIGKILL)
            #endif
        }
    }

    /// Makes the standby a primary.
    func promote() throws { try perform("pg_ctl", ["-D", data, "-w", "promote"]) }

    /// Runs a statement; returns a line a row, its columns separated by `|`.
    @discardableResult
    func query(_ sql: String, database: String = "muster") throws -> [String] {
        let result = try run(
            programs + "/psql",
            ["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, "host=127.0.0.1 port=\(port) user=muster dbname=\(database)"])
        guard result.status == 0 else { throw ProcessFailure("psql: \(result.error)") }
        return result.output.split(separator: "\n").map(String.init)
    }

    private func own() throws {
        guard getuid() == 0 else { return }
        let result = try run("/bin/sh", ["-c", "id postgres >/dev/null && chown postgres \(folder.path)"])
        guard result.status == 0 else { throw ProcessFailure("there is no user postgres: \(result.error)") }
    }

    /// PostgreSQL refuses to run as root.
    private func perform(_ program: String, _ arguments: [String]) throws {
        let command = [programs + "/" + program] + arguments
        let dropping = ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        let all = getuid() == 0 ? dropping + command : command
        // A server that stays must not keep open what tells this process that `pg_ctl` has ended.
        let closing =
            #"cd /; for fd in /proc/self/fd/*; do n=${fd##*/}; [ $n -le 2 ] || eval "exec $n>&-"; done; exec "$@""#
        let result = try run("/bin/bash", ["-c", closing, "bash"] + all, timeoutSeconds: 90)
        guard result.status == 0 else {
            let log = (try? String(contentsOfFile: folder.file("log"), encoding: .utf8)) ?? ""
            throw ProcessFailure("\(program) ended with \(result.status):\n\(result.output)\(result.error)\(log)")
        }
    }

    private static func findPrograms() throws -> String {
        let script = "ls -d $(pg_config --bindir 2>/dev/null) /usr/lib/postgresql/*/bin 2>/dev/null"
        let folders = try run("/bin/sh", ["-c", script]).output.split(separator: "\n").map(String.init)
        let found = folders.last { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
        guard let found else {
            throw ProcessFailure("PostgreSQL's server programs are missing: scripts/prepare --tests")
        }
        return found
    }
}
