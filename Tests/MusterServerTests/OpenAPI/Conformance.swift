import MusterModel
@testable import MusterServer

/// What of a value contradicts a schema of the document; empty when nothing does. Knows the words the document uses.
func contradictions(_ value: JSON, _ schema: JSON, at place: String = "$") -> [String] {
    guard let schema = schema.object else { return [] }
    var found: [String] = []
    for (word, rule) in schema.members {
        switch word {
        case "$ref": found += contradictions(value, component(rule), at: place)
        case "anyOf":
            let each = (rule.array ?? []).map { contradictions(value, $0, at: place) }
            if !each.contains([]) { found += each.flatMap(\.self) }
        case "const": if value != rule { found.append("\(place) is not \(rule.text())") }
        case "enum": if rule.array?.contains(value) != true { found.append("\(place) is none of \(rule.text())") }
        case "type": if !isOfType(value, rule.string) { found.append("\(place) is no \(rule.text())") }
        case "maxItems": if !(value.array ?? []).isEmpty { found.append("\(place) is not empty") }
        case "required":
            for name in rule.array?.compactMap(\.string) ?? [] where value.object.map({ $0[name] == nil }) == true {
                found.append("\(place).\(name) is missing")
            }
        case "properties":
            for (name, member) in rule.object?.members ?? JSONObject().members {
                if let inner = value.object?[name] { found += contradictions(inner, member, at: "\(place).\(name)") }
            }
        case "additionalProperties":
            let known = schema["properties"]?.object
            for name in value.object?.keys ?? [] where known?[name] == nil {
                found.append("\(place).\(name) is not described")
            }
        case "items":
            for element in value.array ?? [] { found += contradictions(element, rule, at: place + "[]") }
        case "format": if value.string.flatMap(Timestamp.init(iso8601:)) == nil { found.append("\(place) is no date") }
        default: found.append("\(place): the word \(word) is not known here")
        }
    }
    return found
}

private func component(_ reference: JSON) -> JSON {
    let name = reference.string?.split(separator: "/").last.map(String.init) ?? ""
    return OpenAPIDocument.json.object?["components"]?.object?["schemas"]?.object?[name] ?? [
        "const": "no such component"
    ]
}

private func isOfType(_ value: JSON, _ type: String?) -> Bool {
    switch type {
    case "object": value.object != nil
    case "array": value.array != nil
    case "string": value.string != nil
    case "boolean": value.bool != nil
    case "integer": value.number.map { $0 == $0.rounded() } ?? false
    case "number": value.number != nil
    case "null": value == .null
    default: false
    }
}
