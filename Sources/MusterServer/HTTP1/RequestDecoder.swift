import MusterModel
import NIOCore
import NIOHTTP1

/// The library's decoder of requests, fed in portions that never reach beyond the message being read.
///
/// The library alone says where a message ends; the portions only let something be done between two of them: it stops
/// for good after a request that offers an upgrade, and it refuses UTF-8 in a request line.
final class RequestDecoder: ByteToMessageDecoder {
    typealias InboundOut = HTTPServerRequestPart

    /// What the bytes to come belong to, by what the decoder has told so far.
    private enum Place {
        case requestLine
        case header
        case body(bytesLeft: Int)
        case chunks
    }

    private var decoder = RequestDecoder.makeDecoder()
    private var place = Place.requestLine
    /// Bytes at the front of the buffer that the decoder has seen and wants to see again.
    private var seenBytes = 0
    /// True after a request at whose end the decoder may have stopped.
    private var mayHaveStopped = false
    /// Bytes of a chunked body since the last byte of its data.
    private var overheadBytes = 0

    private static func makeDecoder() -> HTTPRequestDecoder {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = Limits.headerBytes
        limits.maxHeaderListSize = Limits.headerBytes
        limits.maxHeaderFieldCount = Limits.headerFields
        return HTTPRequestDecoder(limitConfiguration: limits)
    }

    /// Takes note of what the decoder has read; called by the next handler.
    func note(_ part: HTTPServerRequestPart) {
        switch part {
        case .head(let head):
            mayHaveStopped = head.method == .CONNECT || head.headers.contains(name: "upgrade")
            overheadBytes = 0
            let length = head.headers.first(name: "content-length").flatMap { Int($0) }
            place = head.headers.contains(name: "transfer-encoding") ? .chunks : .body(bytesLeft: length ?? 0)
        case .body(let bytes):
            overheadBytes = 0
            if case .body(let left) = place { place = .body(bytesLeft: left - bytes.readableBytes) }
        case .end: place = .requestLine
        }
    }

    func decoderAdded(context: ChannelHandlerContext) { decoder.decoderAdded(context: context) }

    func decoderRemoved(context: ChannelHandlerContext) { decoder.decoderRemoved(context: context) }

    func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard buffer.readableBytes > seenBytes else { return .needMoreData }
        if case .requestLine = place, seenBytes == 0 {
            if mayHaveStopped { restart(context) }
            let emptyLines = buffer.readableBytesView.prefix { $0 == 0x0D || $0 == 0x0A }.count
            if emptyLines > 0 { return try feed(emptyLines, &buffer, context) }
            // A line is looked at as a whole; one that is too long is the decoder's to refuse.
            if let end = buffer.readableBytesView.firstIndex(of: 0x0A) {
                try buffer.escapeLine(before: end)
            } else if buffer.readableBytes <= Limits.headerBytes {
                return .needMoreData
            }
            place = .header
        }
        return try feed(portion(of: buffer), &buffer, context)
    }

    func decodeLast(context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool) throws -> DecodingState {
        while try decode(context: context, buffer: &buffer) == .continue {}
        guard seenEOF else { return .needMoreData }
        if buffer.readableBytes > seenBytes { _ = try feed(buffer.readableBytes, &buffer, context) }
        var nothing = ByteBuffer()
        return try decoder.decodeLast(context: context, buffer: &nothing, seenEOF: true)
    }

    /// How many bytes from the front of the buffer surely belong to the message being read.
    private func portion(of buffer: ByteBuffer) -> Int {
        let all = buffer.readableBytes
        let end: Int? =
            switch place {
            case .requestLine: nil
            case .header: buffer.headerBytes
            case .body(let bytesLeft): seenBytes + bytesLeft
            case .chunks:
                buffer.readableBytesView.dropFirst(seenBytes).firstIndex(of: 0x0A).map { $0 + 1 - buffer.readerIndex }
            }
        guard let end, end > seenBytes else { return all }
        return min(end, all)
    }

    private func feed(_ count: Int, _ buffer: inout ByteBuffer, _ context: ChannelHandlerContext) throws
        -> DecodingState
    {
        guard var portion = buffer.getSlice(at: buffer.readerIndex, length: count) else { return .needMoreData }
        if case .chunks = place { overheadBytes += count - seenBytes }
        _ = try decoder.decode(context: context, buffer: &portion)
        buffer.moveReaderIndex(forwardBy: count - portion.readableBytes)
        seenBytes = portion.readableBytes
        guard overheadBytes <= Limits.chunkOverheadBytes else { throw UnreadableRequest.chunkOverhead }
        return buffer.readableBytes > seenBytes ? .continue : .needMoreData
    }

    /// Puts a new decoder in the place of one that has stopped.
    private func restart(_ context: ChannelHandlerContext) {
        mayHaveStopped = false
        // Only between two messages would it take the end of all input.
        var nothing = ByteBuffer()
        guard (try? decoder.decodeLast(context: context, buffer: &nothing, seenEOF: true)) != nil else { return }
        decoder.decoderRemoved(context: context)
        decoder = RequestDecoder.makeDecoder()
        decoder.decoderAdded(context: context)
    }
}

extension ByteBuffer {
    /// Where the header ends that begins at the front, with the empty line behind it; nil when its end has not come.
    fileprivate var headerBytes: Int? {
        let view = readableBytesView
        var start = view.startIndex
        while let lineFeed = view[start...].firstIndex(of: 0x0A) {
            start = lineFeed + 1
            let rest = view[start...].prefix(2)
            if rest.first == 0x0A { return start + 1 - readerIndex }
            if rest.elementsEqual([0x0D, 0x0A]) { return start + 2 - readerIndex }
        }
        return nil
    }

    /// Percent-encodes what is beyond ASCII in the line at the front, as clients should have.
    ///
    /// - Throws: `UnreadableRequest` when it is not UTF-8.
    fileprivate mutating func escapeLine(before end: Int) throws {
        let line = readableBytesView[..<end]
        guard line.contains(where: { $0 >= 0x80 }) else { return }
        guard String(validating: line, as: UTF8.self) != nil else { throw UnreadableRequest.notUTF8 }
        var escaped = ByteBuffer()
        for byte in line {
            if byte < 0x80 {
                escaped.writeInteger(byte)
            } else {
                escaped.writeString("%" + String(byte, radix: 16, uppercase: true))
            }
        }
        escaped.writeImmutableBuffer(getSlice(at: end, length: writerIndex - end) ?? ByteBuffer())
        self = escaped
    }
}
