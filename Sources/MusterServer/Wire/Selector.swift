import MusterModel

/// The parameter `selector` of an autocomplete: what proposals begin with or contain, and which are left out.
struct Selector {
    let term: String
    let exceptions: [String]
    let conditions: [Condition]

    /// Reads JSON `{term?, exceptions?, conditions?}`; null is the same as nothing.
    ///
    /// - Parameters:
    ///   - query: The parameters of the request.
    ///   - members: Those that `conditions` may name.
    /// - Throws: `error-invalid-params`, and `error-invalid-query` for conditions that are not honoured (D80).
    init(_ query: Query, naming members: [String: Condition.Kind]) throws {
        guard let text = query["selector"], !text.isEmpty else {
            throw Failure.plain("The 'selector' param is required")
        }
        guard text.utf8.count <= Limits.selectorBytes,
            let selector = (try? JSON(parsing: text.utf8, keysMayRepeat: false))?.object
        else { throw Failure.typed("The 'selector' param must be a JSON object", "error-invalid-params") }
        term = try Selector.member("term", of: selector, default: "") { $0.string }
        exceptions = try Selector.member("exceptions", of: selector, default: []) { value in
            value.array.flatMap { $0.allSatisfy { $0.string != nil } ? $0.compactMap(\.string) : nil }
        }
        let wanted = try Selector.member("conditions", of: selector, default: [:]) { $0.object }
        conditions = try [Condition](wanted, naming: members)
    }

    private static func member<Value>(
        _ name: String, of selector: JSONObject, default standard: Value, _ read: (JSON) -> Value?
    ) throws -> Value {
        guard let value = selector[name], value != .null else { return standard }
        guard let read = read(value) else {
            throw Failure.typed("The 'selector' param has a wrong '\(name)'", "error-invalid-params")
        }
        return read
    }
}
