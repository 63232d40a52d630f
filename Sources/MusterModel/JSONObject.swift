/// The members of a JSON object in the order they were added.
public struct JSONObject: Sendable, ExpressibleByDictionaryLiteral {
    /// The names, in order.
    public private(set) var keys: [String] = []
    private var values: [JSON] = []
    private var positions: [ExactText: Int] = [:]

    /// An object without members.
    public init() {}

    /// An object of the given members; of two equal names the last value wins, at the first one's place.
    public init(_ members: [(String, JSON)]) {
        keys.reserveCapacity(members.count)
        values.reserveCapacity(members.count)
        for (key, value) in members { self[key] = value }
    }

    /// An object of the given members.
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }

    /// The number of members.
    public var count: Int { keys.count }

    /// The members as pairs, in order.
    public var members: Zip2Sequence<[String], [JSON]> { zip(keys, values) }

    /// The member of that name; setting nil removes it.
    public subscript(key: String) -> JSON? {
        get { positions[ExactText(key)].map { values[$0] } }
        set {
            guard let newValue else { return remove(key) }
            if let position = positions[ExactText(key)] {
                values[position] = newValue
            } else {
                positions[ExactText(key)] = keys.count
                keys.append(key)
                values.append(newValue)
            }
        }
    }

    /// These members followed by the given ones, which replace members of the same name.
    public func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for (key, value) in other.members { merged[key] = value }
        return merged
    }

    private mutating func remove(_ key: String) {
        guard let position = positions.removeValue(forKey: ExactText(key)) else { return }
        keys.remove(at: position)
        values.remove(at: position)
        for index in position..<keys.count { positions[ExactText(keys[index])] = index }
    }
}

extension JSONObject: Equatable {
    /// Two objects are equal when they hold the same members, in whatever order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0] == $1 }
    }
}
