import Hummingbird
import NIOCore

/// Sent down a request's part of an HTTP/2 connection when its answer cannot be brought to its end: the client must not
/// take what it has for the whole.
struct AnswerBreaksOff: Sendable {}

extension BodyStream {
    /// Writes every piece to the library's writer, which waits until there is room.
    func write(to writer: inout any ResponseBodyWriter, over channel: any Channel) async throws {
        do {
            try await write { try await writer.write($0) }
            try await writer.finish(nil)
        } catch {
            channel.triggerUserOutboundEvent(AnswerBreaksOff(), promise: nil)
            throw error
        }
    }
}
