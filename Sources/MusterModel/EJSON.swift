extension JSON {
    /// The value as the original prints it in a Match error: objects that look like EJSON's own forms are wrapped in
    /// `$escape` (contract 2.2: `{"$date":1}` prints as `{"$escape":{"$date":1}}`).
    public var escapedForEJSON: JSON {
        switch self {
        case .array(let elements): return .array(elements.map(\.escapedForEJSON))
        case .object(let object):
            let inner = JSON.object(JSONObject(object.inScriptOrder.map { ($0, $1.escapedForEJSON) }))
            return object.looksLikeEJSON ? ["$escape": inner] : inner
        default: return self
        }
    }

    /// The value with EJSON's dates read as dates and `$escape` taken off, as `method.call` carries it (contract 1.16).
    public var readAsEJSON: JSON {
        switch self {
        case .array(let elements): return .array(elements.map(\.readAsEJSON))
        case .object(let object):
            if object.count == 1, let milliseconds = object["$date"]?.number, abs(milliseconds) <= 8.64e15 {
                return .date(Timestamp(milliseconds: Int64(milliseconds)))
            }
            if object.count == 1, let inner = object["$escape"]?.object {
                return .object(JSONObject(inner.members.map { ($0, $1.readAsEJSON) }))
            }
            return .object(JSONObject(object.members.map { ($0, $1.readAsEJSON) }))
        default: return self
        }
    }
}

extension JSONObject {
    /// The members as JavaScript walks them: keys that are array indices first, ascending.
    fileprivate var inScriptOrder: [(String, JSON)] {
        func index(_ key: String) -> UInt32? { UInt32(key).flatMap { String($0) == key ? $0 : nil } }
        let indices = members.filter { index($0.0) != nil }.sorted { (index($0.0) ?? 0) < (index($1.0) ?? 0) }
        return indices.map { ($0.0, $0.1) } + members.filter { index($0.0) == nil }.map { ($0.0, $0.1) }
    }

    fileprivate var looksLikeEJSON: Bool {
        switch count {
        case 1: ["$date", "$InfNaN", "$binary", "$escape"].contains(keys[0])
        case 2: Set(keys) == ["$type", "$value"] || Set(keys) == ["$regexp", "$flags"]
        default: false
        }
    }
}
