/// The text of a statement as a key. Texts are long and looked up all the time, so that no more of one is hashed than
/// its length and its last bytes, where statements that begin alike differ.
struct StatementText: Hashable {
    private static let hashedBytes = 16

    private let text: String

    init(_ text: String) { self.text = text }

    func hash(into hasher: inout Hasher) {
        let bytes = text.utf8
        hasher.combine(bytes.count)
        let isHashed: Void? = bytes.withContiguousStorageIfAvailable { bytes in
            hasher.combine(
                bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes).suffix(Self.hashedBytes)))
        }
        if isHashed == nil { hasher.combine(text) }
    }
}
