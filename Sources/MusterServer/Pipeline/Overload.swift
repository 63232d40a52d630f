import Hummingbird
import Logging
import MusterModel

/// Bounds how many requests are worked on at once, and how many wait for that and how long (D96).
///
/// Requests that change something have places of their own: a store that nobody can write must not keep anybody from
/// reading.
final class Overload: Sendable {
    let reading: Lane
    let writing: Lane
    /// Lists that are sent as they are read: each keeps a connection of the store (D98).
    let streams: Lane

    init(_ options: ServerOptions, _ logger: Logger) {
        reading = Lane("read", placesMax: options.readingRequestsMax, options, logger)
        writing = Lane("write", placesMax: options.writingRequestsMax, options, logger)
        streams = Lane("stream", placesMax: options.streamsMax, options, logger)
    }

    /// The lane whose place the current request holds.
    @TaskLocal private static var held: Lane?

    /// Does a request's work once there is a place for it; a question for the server's health needs none.
    ///
    /// - Throws: 503 with `Retry-After` when too many wait, or this one has waited for long enough.
    func admit<Value>(_ request: Request, _ work: () async throws -> Value) async throws -> Value {
        guard !request.uri.path.hasPrefix("/health/") else { return try await work() }
        let lane =
            switch request.method {
            case .get, .head, .options: reading
            default: writing
            }
        try await lane.enter()
        defer { lane.leave() }
        return try await Overload.$held.withValue(lane) { try await work() }
    }

    /// Gives the current request's place to others while it waits for what has a bound of its own: a body that the
    /// client takes its time to send, or a core to check a password on.
    ///
    /// - Throws: What the work throws; 503 when there is no place afterwards. Nothing must have been changed before.
    static func aside<Value>(_ work: () async throws -> Value) async throws -> Value {
        guard let lane = held else { return try await work() }
        lane.leave()
        do {
            let value = try await work()
            try await lane.enter(isReturning: true)
            return value
        } catch {
            lane.enterToLeave()
            throw error
        }
    }
}
