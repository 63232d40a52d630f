extension JSON {
    /// The value as the original prints it in a Match error: objects that look like EJSON's own forms are wrapped in
    /// `$escape` (contract 2.2: `{"$date":1}` prints as `{"$escape":{"$date":1}}`).
    public var escapedForEJSON: JSON {
        switch self {
        case .array(let elements): return .array(elements.map(\.escapedForEJSON))
        case .object(let object):
            let inner = JSON.object(JSONObject(object.members.map { ($0, $1.escapedForEJSON) }))
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
    fileprivate var looksLikeEJSON: Bool {
        switch count {
        case 1: ["$date", "$InfNaN", "$binary", "$escape"].contains(keys[0])
        case 2: Set(keys) == ["$type", "$value"] || Set(keys) == ["$regexp", "$flags"]
        default: false
        }
    }
}
