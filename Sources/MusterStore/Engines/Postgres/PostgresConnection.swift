import CLibPQ
import Foundation
import MusterModel

/// One connection to PostgreSQL; used by one thread at a time.
final class PostgresConnection {
    private let handle: OpaquePointer
    /// Names of prepared statements by their text and parameter types.
    private var prepared: [String: String] = [:]

    /// Connects, waiting at most as long as the connection string says.
    ///
    /// - Parameter target: libpq's URI or keyword form.
    /// - Throws: `PostgresFailure` without the connection string: it may hold a password.
    init(_ target: PostgresTarget) throws {
        guard let handle = target.connect() else { throw PostgresFailure.lost("out of memory") }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            throw PostgresFailure.lost(PostgresConnection.text(PQerrorMessage(handle)))
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit { PQfinish(handle) }

    /// False once the connection is lost.
    var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

    /// Runs a command without parameters.
    func command(_ sql: String) throws {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        try check(result)
    }

    /// Commits the transaction, waiting a bounded time: a server whose synchronous standby is gone would wait for ever.
    ///
    /// - Throws: `PostgresFailure`; after `lost` nobody knows whether it is done.
    func commit() throws {
        guard PQsendQuery(handle, "COMMIT") == 1 else { throw lost }
        let deadline = ContinuousClock.now + .seconds(Limits.commitSeconds)
        var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        while PQisBusy(handle) == 1 {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { throw PostgresFailure.lost("timeout expired") }
            // In slices: bytes that TLS has read already do not show at the socket.
            guard poll(&socket, 1, CInt(min(left.rounded(.up), 50))) >= 0 || errno == EINTR else { throw lost }
            guard PQconsumeInput(handle) == 1 else { throw lost }
        }
        let result = PQgetResult(handle)
        defer { PQclear(result) }
        while let more = PQgetResult(handle) { PQclear(more) }
        try check(result)
        // A transaction that had failed already is rolled back by COMMIT, without an error.
        guard PostgresConnection.text(PQcmdStatus(result)) == "COMMIT" else {
            throw PostgresFailure.refused(state: "25P02", constraint: "", message: "the transaction had failed")
        }
    }

    private var lost: PostgresFailure { .lost(PostgresConnection.text(PQerrorMessage(handle))) }

    /// Runs a statement, prepared at its first use.
    ///
    /// - Returns: Its rows, and how many it changed.
    func run(_ spelling: Dialect.Spelling, _ values: [SQLValue]) throws -> (rows: [SQLRow], changes: Int) {
        let name = try prepare(spelling, values)
        let result = PostgresConnection.withTexts(values) { texts in
            PQexecPrepared(handle, name, CInt(values.count), texts, nil, nil, 0)
        }
        defer { PQclear(result) }
        try check(result)
        return (rows(of: result), Int(PostgresConnection.text(PQcmdTuples(result))) ?? 0)
    }

    private func prepare(_ spelling: Dialect.Spelling, _ values: [SQLValue]) throws -> String {
        let sql = spelling.sql
        let types = values.map(PostgresConnection.type)
        let key = sql + types.map { " \($0)" }.joined()
        if let name = prepared[key] { return name }
        // The nameless statement is replaced at its next use, so texts that are not kept cost nothing.
        let name = spelling.isKept ? "s\(prepared.count)" : ""
        let result = PQprepare(handle, name, sql, CInt(types.count), types)
        defer { PQclear(result) }
        try check(result)
        if spelling.isKept { prepared[key] = name }
        return name
    }

    /// Types are told, not guessed: PostgreSQL takes a parameter in a select list for a text otherwise.
    private static func type(_ value: SQLValue) -> Oid {
        switch value {
        case .null: 0
        case .int: 20
        case .text, .encodedList: 25
        case .bytes: 17
        }
    }

    private static func withTexts<Value>(
        _ values: [SQLValue], _ body: ([UnsafePointer<CChar>?]) -> Value
    ) -> Value {
        let buffers = values.map { value -> ContiguousArray<CChar>? in
            switch value {
            case .null: nil
            case .int(let number): String(number).utf8CString
            case .text(let text): StoredText.encode(text).utf8CString
            case .encodedList(let text): text.utf8CString
            case .bytes(let bytes): PostgresBytes.text(bytes).utf8CString
            }
        }
        func pinned(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> Value {
            guard index < buffers.count else { return body(pointers) }
            guard let buffer = buffers[index] else { return pinned(index + 1, pointers + [nil]) }
            return buffer.withUnsafeBufferPointer { pinned(index + 1, pointers + [$0.baseAddress]) }
        }
        return pinned(0, [])
    }

    private func rows(of result: OpaquePointer?) -> [SQLRow] {
        let columns = PQnfields(result)
        let types = (0..<columns).map { PQftype(result, $0) }
        return (0..<PQntuples(result)).map { row in
            SQLRow(
                values: (0..<columns).map { column in
                    guard PQgetisnull(result, row, column) == 0 else { return .null }
                    let text = PostgresConnection.text(PQgetvalue(result, row, column))
                    switch types[Int(column)] {
                    case 16: return .bool(text == "t")
                    case 17: return .bytes(PostgresBytes.bytes(text))
                    case 20, 21, 23, 1700: return Int64(text).map { .int($0) } ?? .null
                    default: return .text(StoredText.decode(text))
                    }
                })
        }
    }

    private func check(_ result: OpaquePointer?) throws {
        let status = PQresultStatus(result)
        guard status != PGRES_COMMAND_OK, status != PGRES_TUPLES_OK else { return }
        let state = PostgresConnection.text(PQresultErrorField(result, CInt(UInt8(ascii: "C"))))
        let constraint = PostgresConnection.text(PQresultErrorField(result, CInt(UInt8(ascii: "n"))))
        let message = PostgresConnection.text(PQresultErrorField(result, CInt(UInt8(ascii: "M"))))
        guard isAlive, !state.isEmpty else {
            throw lost
        }
        throw PostgresFailure.refused(state: state, constraint: constraint, message: message)
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}
