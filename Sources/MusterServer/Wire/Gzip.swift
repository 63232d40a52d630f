import CZlib
import MusterModel
import NIOCore
import NIOPosix

/// The gzip coding of whole bodies (RFC 1952), by the system's zlib.
enum Gzip {
    /// The fastest of zlib's levels: a list of fifty units shrinks to 22 % with it, to 21 % with the slowest.
    private static let level: CInt = 1
    /// What makes zlib write gzip's header and trailer around the data.
    private static let gzipBits: CInt = 16

    /// A body in fewer bytes, nil when there is no memory for it.
    ///
    /// A large one is compressed on a thread for such work: those that serve requests have others to serve.
    static func compressed(_ body: ByteBuffer) async -> ByteBuffer? {
        guard body.readableBytes > Limits.inlineCompressionBytes else { return deflated(body) }
        return try? await NIOThreadPool.singleton.runIfActive { deflated(body) }
    }

    private static func deflated(_ body: ByteBuffer) -> ByteBuffer? {
        var stream = z_stream()
        // zlib wants to find the stream where it saw it last.
        return withUnsafeMutablePointer(to: &stream) { stream in
            // A window as large as the body, up to the most there is: what zlib needs of memory grows with it.
            let windowBits = CInt(min(15, max(10, Int.bitWidth - body.readableBytes.leadingZeroBitCount)))
            let isReady = deflateInit2_(
                stream, level, Z_DEFLATED, windowBits + gzipBits, windowBits - 7, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                CInt(MemoryLayout<z_stream>.size))
            guard isReady == Z_OK else { return nil }
            defer { deflateEnd(stream) }
            let bytesMax = Int(deflateBound(stream, UInt(body.readableBytes)))
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytesMax) { target in
                body.withUnsafeReadableBytes { source in
                    // zlib reads there and nothing else.
                    stream.pointee.next_in = UnsafeMutablePointer(
                        mutating: source.bindMemory(to: UInt8.self).baseAddress)
                    stream.pointee.avail_in = UInt32(source.count)
                    stream.pointee.next_out = target.baseAddress
                    stream.pointee.avail_out = UInt32(bytesMax)
                    guard deflate(stream, Z_FINISH) == Z_STREAM_END else { return nil }
                    return ByteBuffer(bytes: target[..<(bytesMax - Int(stream.pointee.avail_out))])
                }
            }
        }
    }
}
