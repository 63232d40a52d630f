import CLibPQ
import Foundation
import MusterModel

/// One connection to PostgreSQL; used by one thread at a time.
///
/// It is in libpq's pipeline mode: what is sent need not be waited for. Results are read when one of them is needed.
final class PostgresConnection {
    private let handle: OpaquePointer
    /// Names of prepared statements by their text and parameter types. A name is given once: when there are many, the
    /// server is told to forget all.
    private var prepared: [String: String] = [:]
    private var preparations = 0
    /// What was sent, and its results not read yet.
    private var sent: [Sent] = []

    private enum Sent {
        case beginning
        case preparation(key: String, name: String)
        case forgetting
        case statement
        /// The end of a transaction that only read: nobody waits for it.
        case farewell
        /// After an error the server passes over everything up to here.
        case end
    }

    /// What became of a statement.
    struct Outcome {
        var rows: [SQLRow] = []
        var changes = 0
        /// The server's word for it, as `COMMIT`.
        var command = ""
    }

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
        guard PQenterPipelineMode(handle) == 1 else { throw lost }
    }

    deinit { PQfinish(handle) }

    /// False once the connection is lost.
    var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

    /// Sends what begins a transaction; what becomes of it shows with the next result that is waited for.
    func begin(_ command: String) throws {
        try send(command, as: .beginning)
        // Here, for a transaction that has failed would refuse it, and one that is under way uses them.
        guard prepared.count >= Limits.keptStatements, !isPreparing else { return }
        prepared.removeAll(keepingCapacity: true)
        try send("DEALLOCATE ALL", as: .forgetting)
    }

    /// Runs a command without parameters.
    func command(_ sql: String) throws {
        try send(sql, as: .statement)
        _ = try receive()
    }

    /// Runs a command without parameters, not prepared: what it answers with may be different each time.
    func fetch(_ sql: String) throws -> [SQLRow] {
        try send(sql, as: .statement)
        return try receive().rows
    }

    /// Makes sure that the transaction has begun: that a connection is lost must not show only at its end.
    func makeSureOfBeginning() throws {
        if sent.contains(where: { if case .beginning = $0 { true } else { false } }) { _ = try receive() }
    }

    /// Commits the transaction, waiting a bounded time: a server whose synchronous standby is gone would wait for ever.
    ///
    /// - Throws: `PostgresFailure`; after `lost` nobody knows whether it is done.
    func commit() throws {
        try send("COMMIT", as: .statement)
        let outcome = try receive(until: .now + .seconds(Limits.commitSeconds))
        // One that had failed already is rolled back by COMMIT, without an error.
        guard outcome.command == "COMMIT" else {
            throw PostgresFailure.refused(state: "25P02", constraint: "", message: "the transaction had failed")
        }
    }

    /// Takes the transaction back, whatever has failed in it.
    func rollBack() throws {
        // Sent behind a statement that failed, it would be passed over.
        if !sent.isEmpty { do { _ = try receive() } catch PostgresFailure.refused {} }
        try command("ROLLBACK")
    }

    /// Ends a transaction that only read, without waiting for it.
    func leave() throws {
        try send("COMMIT", as: .farewell)
        try sendEnd()
    }

    /// Whether a preparation was sent, and its result not read yet.
    private var isPreparing: Bool { sent.contains { if case .preparation = $0 { true } else { false } } }

    private var lost: PostgresFailure { .lost(PostgresConnection.text(PQerrorMessage(handle))) }

    /// Runs a statement, prepared at its first use.
    ///
    /// - Returns: Its rows, and how many it changed.
    func run(_ spelling: Dialect.Spelling, _ values: [SQLValue]) throws -> Outcome {
        try post(spelling, values)
        return try receive()
    }

    /// Sends a statement; what becomes of it shows with the next result that is waited for.
    func post(_ spelling: Dialect.Spelling, _ values: [SQLValue]) throws {
        let name = try prepare(spelling, values)
        let isSent = PostgresParameters.withTexts(values) { texts in
            PQsendQueryPrepared(handle, name, CInt(values.count), texts, nil, nil, 0)
        }
        guard isSent == 1 else { throw lost }
        sent.append(.statement)
    }

    private func send(_ command: String, as kind: Sent) throws {
        guard PQsendQueryParams(handle, command, 0, nil, nil, nil, nil, 0) == 1 else { throw lost }
        sent.append(kind)
    }

    private func sendEnd() throws {
        guard PQpipelineSync(handle) == 1 else { throw lost }
        sent.append(.end)
    }

    private func prepare(_ spelling: Dialect.Spelling, _ values: [SQLValue]) throws -> String {
        let sql = spelling.sql
        let types = values.map(PostgresParameters.type)
        let key = sql + types.map { " \($0)" }.joined()
        if let name = prepared[key] { return name }
        preparations += 1
        let name = "s\(preparations)"
        guard PQsendPrepare(handle, name, sql, CInt(types.count), types) == 1 else { throw lost }
        sent.append(.preparation(key: key, name: name))
        return name
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

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}

// MARK: Results

extension PostgresConnection {
    /// Reads the results of all that was sent.
    ///
    /// - Parameter deadline: How long to wait for each; nil for as long as the server takes.
    /// - Returns: What became of the last statement.
    /// - Throws: `PostgresFailure`, the first.
    private func receive(until deadline: ContinuousClock.Instant? = nil) throws -> Outcome {
        try sendEnd()
        var outcome = Outcome()
        var failure: PostgresFailure?
        let isLast = sent.lastIndex { if case .statement = $0 { true } else { false } }
        for (index, sending) in sent.enumerated() {
            let result = try next(until: deadline)
            defer { PQclear(result) }
            if case .end = sending { continue }
            guard PQgetResult(handle) == nil else { throw lost }
            switch (self.failure(of: result), sending) {
            case (nil, .preparation(let key, let name)): prepared[key] = name
            case (nil, .statement) where index == isLast: outcome = self.outcome(result)
            case (nil, _), (_, .farewell): break
            case (let found?, _): failure = failure ?? found
            }
        }
        sent.removeAll(keepingCapacity: true)
        if let failure { throw failure }
        return outcome
    }

    /// The next result; waits for it.
    private func next(until deadline: ContinuousClock.Instant?) throws -> OpaquePointer {
        if let deadline { try wait(until: deadline) }
        guard let result = PQgetResult(handle) else { throw lost }
        guard isAlive else {
            PQclear(result)
            throw lost
        }
        return result
    }

    private func wait(until deadline: ContinuousClock.Instant) throws {
        var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        while PQisBusy(handle) == 1 {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { throw PostgresFailure.lost("timeout expired") }
            // In slices: bytes that TLS has read already do not show at the socket.
            guard poll(&socket, 1, CInt(min(left.rounded(.up), 50))) >= 0 || errno == EINTR else { throw lost }
            guard PQconsumeInput(handle) == 1 else { throw lost }
        }
    }

    private func outcome(_ result: OpaquePointer) -> Outcome {
        Outcome(
            rows: rows(of: result), changes: Int(PostgresConnection.text(PQcmdTuples(result))) ?? 0,
            command: PostgresConnection.text(PQcmdStatus(result)))
    }

    /// Why the server refused a statement, nil when it did not.
    private func failure(of result: OpaquePointer) -> PostgresFailure? {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return nil
        case PGRES_PIPELINE_ABORTED:
            return .refused(state: "25P02", constraint: "", message: "a statement before failed")
        default: break
        }
        let state = PostgresConnection.text(PQresultErrorField(result, CInt(UInt8(ascii: "C"))))
        let constraint = PostgresConnection.text(PQresultErrorField(result, CInt(UInt8(ascii: "n"))))
        let message = PostgresConnection.text(PQresultErrorField(result, CInt(UInt8(ascii: "M"))))
        guard isAlive, !state.isEmpty else { return lost }
        return .refused(state: state, constraint: constraint, message: message)
    }
}
