/// Texts are the same when their bytes are, as the stores and the wire see them. Swift's own `==` also takes texts for
/// equal that only look the same: `é` in one code point and in two, the Kelvin sign and `K`.
extension String {
    /// Whether the other text has the same bytes.
    public func isSame(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        var (left, right) = (self, other)
        return left.withUTF8 { left in right.withUTF8 { right in left.elementsEqual(right) } }
    }

    /// Whether it says something else than what is there.
    public func differs(from present: String?) -> Bool { present.map { !isSame(as: $0) } ?? true }
}

extension JSON: Equatable {
    /// Two values are equal when they print alike, but for the order of members.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.isSame(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        case (.date(let left), .date(let right)): left == right
        default: false
        }
    }
}

/// A text as a key of a dictionary or a member of a set: another one is another key when its bytes are.
public struct ExactText: Hashable, Sendable {
    /// The text.
    public let text: String

    /// A key.
    public init(_ text: String) { self.text = text }

    /// Whether the bytes are the same.
    public static func == (left: ExactText, right: ExactText) -> Bool { left.text.isSame(as: right.text) }

    /// Mixes the bytes in.
    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension Sequence<String> {
    /// Each text once, at its first place.
    public var distinct: [String] {
        var seen: Set<ExactText> = []
        return filter { seen.insert(ExactText($0)).inserted }
    }

    /// Whether one of them has the same bytes.
    public func contains(same text: String) -> Bool { contains { $0.isSame(as: text) } }
}
