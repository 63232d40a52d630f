import Foundation

/// The image of a user as it was uploaded.
public struct Avatar: Sendable, Equatable {
    /// The media type that its bytes say it has.
    public let contentType: String
    /// The file.
    public let bytes: [UInt8]
    /// SHA-256 of the file in hex: changes with the bytes and with nothing else.
    public let etag: String

    /// An image that was stored.
    public init(contentType: String, bytes: [UInt8], etag: String) {
        self.contentType = contentType
        self.bytes = bytes
        self.etag = etag
    }

    /// An uploaded file; what it is called and said to be does not count.
    ///
    /// - Throws: Too large, or no PNG, JPEG, GIF or WebP.
    public init(file bytes: [UInt8]) throws {
        guard bytes.count <= Limits.avatarBytes else {
            throw Failure(
                .tooLarge, "The image is larger than \(Limits.avatarBytes) bytes", id: "error-file-too-large",
                details: ["bytesMax": .int(Limits.avatarBytes)])
        }
        guard let type = Avatar.type(of: bytes) else {
            throw Failure.typed("The file is no PNG, JPEG, GIF or WebP image", "error-invalid-image")
        }
        self.init(contentType: type, bytes: bytes, etag: Digest.hex(of: bytes))
    }

    /// A `data:` URL with an image in base64.
    ///
    /// - Throws: `error-avatar-invalid-url` for any other URL, and what a file is refused for.
    public init(url: String) throws {
        guard url.utf8.starts(with: "data:".utf8) else {
            throw Failure.typed(
                "Images are not fetched from elsewhere: upload the image, or send a data: URL",
                "error-avatar-invalid-url")
        }
        let parts = url.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasSuffix(";base64"), let data = Data(base64Encoded: String(parts[1])) else {
            throw Failure.typed("The data: URL has no image in base64", "error-avatar-invalid-url")
        }
        try self.init(file: Array(data))
    }

    private static func type(of bytes: [UInt8]) -> String? {
        func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).starts(with: signature)
        }
        if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if has([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if has(Array("GIF87a".utf8)) || has(Array("GIF89a".utf8)) { return "image/gif" }
        if has(Array("RIFF".utf8)), has(Array("WEBP".utf8), at: 8) { return "image/webp" }
        return nil
    }
}
