import MusterModel

extension Call {
    /// The part and order a request asks for (contract 1.15, D17, D26), and what its `query` asks of the rows (D80).
    ///
    /// - Parameter members: Those that a `query` may name, none at first; nil where it means something else.
    /// - Throws: `error-invalid-params` for a count or offset that is no whole number or negative,
    ///   `error-invalid-sort` and `error-invalid-query`.
    func page(naming members: [String: Condition.Kind]? = [:]) throws -> Page {
        let most = settings.atMost("API_Upper_Count_Limit")
        let stored = settings.atMost("API_Default_Count")
        // A default that is no number of rows is ignored.
        let wanted = stored > 0 ? stored : Settings().atMost("API_Default_Count")
        let standard = most > 0 ? min(wanted, most) : wanted
        let count: Int?
        switch try whole("count") {
        case nil where query["count"] == nil: count = standard
        case nil, 0: count = settings.isOn("API_Allow_Infinite_Count") ? nil : standard
        case let asked?: count = most > 0 ? min(asked, most) : asked
        }
        return Page(
            offset: try offset(), count: count, sort: try sortKeys(),
            conditions: try members.map { try query.conditions(naming: $0) } ?? [])
    }

    /// All rows, unless the request asks for a part: for lists that the original does not page (D17).
    func pageIfAsked() throws -> Page {
        let page = try page()
        return query["offset"] == nil && query["count"] == nil ? .all : page
    }

    /// `{<name>: rows, count, offset, total, success}`; without `count` and `offset` where a list has no place for
    /// them.
    func reply<Element>(
        _ name: String, _ paged: Paged<Element>, saysPlace: Bool = true, _ wire: (Element) -> JSON
    ) throws -> Reply {
        var members: JSONObject = [name: try rows(paged.rows, wire)]
        if saysPlace {
            members["count"] = .int(paged.rows.count)
            members["offset"] = .int(try offset())
        }
        members["total"] = .int(paged.total)
        return .success(members)
    }

    /// Rows with the members that `fields` asks for (D81).
    func rows<Element>(_ rows: [Element], _ wire: (Element) -> JSON) throws -> JSON {
        let fields = try query.fields()
        return .array(rows.map { fields.pick(wire($0)) })
    }

    /// Rows to skip.
    func offset() throws -> Int { try whole("offset") ?? 0 }

    private func whole(_ name: String) throws -> Int? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let number = Int(text), number >= 0, text.first != "+" else {
            throw Failure.typed("\(name) must be a whole number that is not negative", "error-invalid-params")
        }
        return number
    }

    private func sortKeys() throws -> [Page.SortKey]? {
        guard let raw = query["sort"], !raw.isEmpty else { return nil }
        let invalid = Failure.typed(
            "Invalid sort parameter provided: \"\(raw)\"", "error-invalid-sort",
            details: ["helperMethod": "parseJsonQuery"])
        guard raw.utf8.count <= Limits.searchTextBytes, let value = try? JSON(parsing: raw.utf8) else { throw invalid }
        // What has no members asks for no order (D82): the list's own serves, for the order is always total (D17).
        switch value {
        case .bool, .number, "", [], [:]: return nil
        default: break
        }
        guard let object = value.object else { throw invalid }
        return try object.members.map { field, direction in
            guard direction == 1 || direction == -1 else { throw invalid }
            return Page.SortKey(field: field, ascending: direction == 1)
        }
    }
}
