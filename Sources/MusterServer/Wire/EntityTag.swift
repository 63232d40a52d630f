import MusterModel

/// The tags that answers carry, so that a client need not be sent what it has (RFC 9110, 8.8.3; D94).
enum EntityTag {
    /// The tag of a body, in the one form or the other: a tag promises the same bytes.
    static func of(_ body: UnsafeRawBufferPointer, isCompressed: Bool) -> String {
        let hash = hash(body)
        let tag = String(unsafeUninitializedCapacity: 16) { digits in
            for place in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: hash >> (4 * UInt64(15 - place))) & 15
                digits[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
            }
            return 16
        }
        return isCompressed ? tag + "-gzip" : tag
    }

    /// A hash of a body, the same on every server.
    ///
    /// It tells changes apart, not forgeries: who may write what the body shows could make two bodies of one hash, and
    /// would hide their own change from those who ask with a tag. Sixteen bytes a step are multiplied into what came
    /// before; the constants hold bytes that no UTF-8 text has, so that no text makes a factor zero.
    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state = UInt64(bytes.count) ^ 0xFFA0_761D_6478_BD64
        var at = 0
        while at + 16 <= bytes.count {
            state = mixed(word(bytes, at) ^ 0xE703_7ED1_A0B4_28FF, word(bytes, at + 8) ^ state)
            at += 16
        }
        var rest: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &rest) { $0.copyBytes(from: bytes[at...]) }
        state = mixed(UInt64(littleEndian: rest.0) ^ 0x8EBC_6AF0_9C88_FFC6, UInt64(littleEndian: rest.1) ^ state)
        return mixed(state ^ 0x5899_65CC_7537_4CC3, 0x1D8E_4E27_C47D_124F)
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Both halves of a product: each bit of it depends on many of both factors.
    private static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
