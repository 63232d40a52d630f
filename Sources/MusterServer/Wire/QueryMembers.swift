import MusterModel

extension Described {
    /// The parameters of a query, checked by the schema; an empty one that may be left out is none (D60).
    ///
    /// - Throws: The first fault, as of a body.
    init(checking query: Query) throws {
        try self.init(
            checking: JSONObject(
                query.names.map { name in
                    let isLeftOut = query[name] == "" && !Self.schema.required.contains(name)
                    return (name, query.list(name).map(JSON.texts) ?? (isLeftOut ? .null : .text(query[name])))
                }))
    }

    /// The parameters of a query that the original does not check: of a repeated one the last.
    init(asSent query: Query) { self.init(asSent: query.asForm) }
}
