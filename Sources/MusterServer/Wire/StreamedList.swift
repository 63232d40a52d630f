import MusterModel
import MusterStore
import NIOCore
import Synchronization

extension Call {
    /// `{<name>: rows, count, offset, total, success}`; of a long list that is wanted whole, as it is read (D98).
    ///
    /// - Parameters:
    ///   - name: The member that has the rows.
    ///   - saysPlace: Whether the answer has `count` and `offset`.
    ///   - wire: What a row looks like.
    ///   - read: Reads the list, handed over as asked.
    func list<Element: Sendable>(
        _ name: String, saysPlace: Bool = true, _ wire: @escaping @Sendable (Element) -> JSON,
        _ read: @escaping @Sendable (Delivery<Element>) async throws -> Paged<Element>
    ) async throws -> Reply {
        do {
            let list = try await read(.whole(upTo: services.options.streamedRows))
            return try reply(name, list, saysPlace: saysPlace, wire)
        } catch is LongList {
            let (fields, offset) = (try query.fields(), saysPlace ? try offset() : nil)
            let text = ListText<Element>(name, offset: offset) { fields.pick(wire($0)) }
            return try await streamed(text, read)
        }
    }

    private func streamed<Element: Sendable>(
        _ text: ListText<Element>, _ read: @escaping @Sendable (Delivery<Element>) async throws -> Paged<Element>
    ) async throws -> Reply {
        let lane = services.overload.streams
        try await lane.enter()
        let pipe = BodyPipe()
        Task.detached {
            let outcome: Result<ByteBuffer, any Error>
            do {
                let list = try await read(.inTurn { rows in try text.add(rows) { try pipe.put($0) } })
                outcome = .success(text.end(total: list.total))
            } catch {
                outcome = .failure(error)
            }
            lane.leave()
            pipe.finish(outcome)
        }
        return .stream(try await BodyStream(pipe))
    }
}

/// Prints a list, row by row, as `Call.reply` prints a whole one.
private final class ListText<Element: Sendable>: Sendable {
    /// Nil where the list does not say its place.
    private let offset: Int?
    private let row: @Sendable (Element) -> JSON
    private let state: Mutex<State>

    private struct State {
        var bytes: [UInt8]
        var count = 0
    }

    init(_ name: String, offset: Int?, _ row: @escaping @Sendable (Element) -> JSON) {
        self.offset = offset
        self.row = row
        state = Mutex(State(bytes: Array("{\(JSON.string(name).text()):[".utf8)))
    }

    /// Prints rows, and hands on what has become a piece.
    func add(_ rows: [Element], _ put: (ByteBuffer) throws -> Void) throws {
        for element in rows {
            let printed = row(element).bytes()
            let piece = state.withLock { state -> ByteBuffer? in
                if state.count > 0 { state.bytes.append(UInt8(ascii: ",")) }
                state.bytes += printed
                state.count += 1
                guard state.bytes.count >= Limits.streamedPieceBytes else { return nil }
                defer { state.bytes.removeAll(keepingCapacity: true) }
                return ByteBuffer(bytes: state.bytes)
            }
            if let piece { try put(piece) }
        }
    }

    /// What is left, and the members behind the rows.
    func end(total: Int) -> ByteBuffer {
        state.withLock { state in
            var others: JSONObject = [:]
            if let offset {
                others["count"] = .int(state.count)
                others["offset"] = .int(offset)
            }
            others["total"] = .int(total)
            others["success"] = true
            return ByteBuffer(bytes: state.bytes + "],".utf8 + JSON.object(others).bytes().dropFirst())
        }
    }
}
