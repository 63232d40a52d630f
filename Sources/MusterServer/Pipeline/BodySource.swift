import HTTPTypes
import Hummingbird
import MusterModel
import NIOCore

/// The body of a request, not read yet.
struct BodySource: Sendable {
    let request: Request
    let fields: RequestFields
    let channel: any Channel
    /// True for one of many requests that share a connection: then only the whole of its channel can be closed.
    let isStream: Bool
    let bytesMax: Int
    /// How long it may take to arrive.
    let seconds: Int
    let progress: BodyProgress

    /// Collects the body and reads it as D10 says; a byte-order mark at its front is no part of it (D51).
    ///
    /// - Returns: The members; none for an absent or blank body and for JSON that is no object.
    /// - Throws: `error-invalid-json`, too large, too slow, compressed.
    func object() async throws -> JSONObject {
        let received = try await collect()
        let markBytes = received.starts(with: TextEncoding.utf8Mark) ? TextEncoding.utf8Mark.count : 0
        let bytes = received.dropFirst(markBytes)
        guard bytes.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else { return [:] }
        do {
            return try JSON(parsing: bytes).object ?? [:]
        } catch {
            if isForm, bytes.count <= Limits.formBytes {
                return Query(String(decoding: bytes, as: UTF8.self), readsBrackets: false).asForm
            }
            let foreign = TextEncoding.other(of: received).map { "the text is \($0), not UTF-8" }
            throw Failure.typed(
                "Malformed JSON body", "error-invalid-json",
                details: [
                    "reason": .string(foreign ?? error.reason),
                    "byteOffset": .int(foreign == nil ? error.byteOffset + markBytes : 0),
                ])
        }
    }

    /// Collects a body of the type `multipart/form-data`; nil, and nothing is read, when it is of another.
    func form() async throws -> MultipartForm? {
        guard let type = request.headers[.contentType], MultipartForm.isOne(type) else { return nil }
        return try MultipartForm(try await collect(), contentType: type)
    }

    private var isForm: Bool {
        request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false
    }

    private func collect() async throws -> [UInt8] {
        if let bytes = progress.bytes { return bytes }
        let codings = (request.headers[.contentEncoding] ?? "").split(separator: ",").map { coding in
            coding.filter { !$0.isWhitespace }.lowercased()
        }
        if let coding = codings.first(where: { $0 != "identity" }) { throw Failure.unreadCoding(coding) }
        // A length that is no number we can hold is too large as well.
        if let length = fields.contentLength, Int(length) ?? Int.max > bytesMax {
            throw Failure.bodyTooLarge(bytesMax)
        }
        if request.headers[.expect]?.lowercased() == "100-continue" {
            channel.triggerUserOutboundEvent(BodyWanted(), promise: nil)
        }
        // A body dripped a byte a second would hold the connection for ever: after the deadline its input is closed.
        let channel = self.channel
        let progress = self.progress
        let mode: CloseMode = isStream ? .all : .input
        let deadline = channel.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) {
            progress.noteLate()
            channel.close(mode: mode, promise: nil)
        }
        defer { deadline.cancel() }
        var bytes: [UInt8] = []
        do {
            for try await part in request.body {
                guard bytes.count + part.readableBytes <= bytesMax else { throw Failure.bodyTooLarge(bytesMax) }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            guard progress.wasLate else {
                throw Failure.typed("The body cannot be read", "error-invalid-body")
            }
            throw Failure.bodyTooSlow
        }
        progress.noteRead(bytes)
        return bytes
    }
}

extension Failure {
    static let bodyTooSlow = Failure(.tooSlow, "The body did not arrive in time", id: "error-request-timeout")

    static func unreadCoding(_ coding: String) -> Failure {
        Failure(
            .unsupported, "A body with the Content-Encoding \(coding) is not read: send it as it is",
            id: "error-unsupported-encoding")
    }

    static func bodyTooLarge(_ bytesMax: Int) -> Failure {
        Failure(
            .tooLarge, "The body is larger than \(bytesMax) bytes", id: "error-request-entity-too-large",
            details: ["bytesMax": .int(bytesMax)])
    }
}
