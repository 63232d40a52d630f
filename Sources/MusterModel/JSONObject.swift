/// The members of a JSON object in the order they were added.
public struct JSONObject: Sendable, ExpressibleByDictionaryLiteral {
    /// The names, in order.
    public private(set) var keys: [String] = []
    private var values: [JSON] = []
    /// Where each name stands, of objects too large to look through.
    private var positions: [ExactText: Int] = [:]
    /// Members up to which looking through the names costs less than keeping their positions.
    private static let fewMembers = 8

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
        get { position(of: key).map { values[$0] } }
        set {
            guard let newValue else { return remove(key) }
            if let position = position(of: key) {
                values[position] = newValue
            } else {
                keys.append(key)
                values.append(newValue)
                if keys.count > JSONObject.fewMembers { notePositions(from: positions.count) }
            }
        }
    }

    /// These members followed by the given ones, which replace members of the same name.
    public func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for (key, value) in other.members { merged[key] = value }
        return merged
    }

    private func position(of key: String) -> Int? {
        keys.count > JSONObject.fewMembers
            ? positions[ExactText(key)] : keys.firstIndex { $0.isSame(as: key) }
    }

    private mutating func remove(_ key: String) {
        guard let position = position(of: key) else { return }
        keys.remove(at: position)
        values.remove(at: position)
        positions = [:]
        if keys.count > JSONObject.fewMembers { notePositions(from: 0) }
    }

    private mutating func notePositions(from start: Int) {
        for index in start..<keys.count { positions[ExactText(keys[index])] = index }
    }
}

extension JSONObject: Equatable {
    /// Two objects are equal when they hold the same members, in whatever order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0] == $1 }
    }
}
