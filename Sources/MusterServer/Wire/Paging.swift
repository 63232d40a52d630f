import MusterModel

extension Call {
    /// The part and order a request asks for (contract 1.15, D17, D26).
    ///
    /// - Throws: `error-invalid-params` for a count or offset that is no whole number or negative, and
    ///   `error-invalid-sort`.
    func page() throws -> Page {
        let offset = try whole("offset") ?? 0
        let most = settings.atMost("API_Upper_Count_Limit")
        let stored = settings.atMost("API_Default_Count")
        // A default that is no number of rows is passed over.
        let wanted = stored > 0 ? stored : Settings().atMost("API_Default_Count")
        let standard = most > 0 ? min(wanted, most) : wanted
        let count: Int?
        switch try whole("count") {
        case nil where query["count"] == nil: count = standard
        case nil, 0: count = settings.isOn("API_Allow_Infinite_Count") ? nil : standard
        case let asked?: count = most > 0 ? min(asked, most) : asked
        }
        return Page(offset: offset, count: count, sort: try sortKeys())
    }

    /// `{<name>: rows, count, offset, total, success}`.
    func reply<Element>(_ name: String, _ paged: Paged<Element>, _ wire: (Element) -> JSON) throws -> Reply {
        .success([
            name: .array(paged.rows.map(wire)), "count": .int(paged.rows.count), "offset": .int(try page().offset),
            "total": .int(paged.total),
        ])
    }

    private func whole(_ name: String) throws -> Int? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let number = Int(text), number >= 0, text.first != "+" else {
            throw Failure.typed("\(name) must be a whole number that is not negative", "error-invalid-params")
        }
        return number
    }

    private func sortKeys() throws -> [Page.SortKey]? {
        guard let raw = query["sort"] else { return nil }
        let invalid = Failure.typed(
            "Invalid sort parameter provided: \"\(raw)\"", "error-invalid-sort",
            details: ["helperMethod": "parseJsonQuery"])
        guard raw.utf8.count <= Limits.searchTextBytes, let value = try? JSON(parsing: raw.utf8) else { throw invalid }
        if value == [] { return nil }
        guard let object = value.object else { throw invalid }
        // An empty object asks for no order: the list's own serves, for the order is always total (D17).
        guard object.count > 0 else { return nil }
        return try object.members.map { field, direction in
            guard direction == 1 || direction == -1 else { throw invalid }
            return Page.SortKey(field: field, ascending: direction == 1)
        }
    }
}
