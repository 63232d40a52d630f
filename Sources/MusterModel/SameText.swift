/// Texts are the same when their bytes are, as the stores and the wire see them. Swift's own `==` also takes texts for
/// equal that only look the same: `é` in one code point and in two, the Kelvin sign and `K`.
extension String {
    /// Whether the other text has the same bytes.
    public func isSame(as other: String) -> Bool { self == other && utf8.elementsEqual(other.utf8) }

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

extension [String] {
    /// Each text once, at its first place.
    public var distinct: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
