import MusterModel

/// Conditions of a query and the values they name, collected so that both stay in step.
struct Filter {
    private(set) var conditions: [String] = []
    private(set) var values: [SQLValue] = []

    /// Adds a value and returns the placeholder that names it.
    mutating func bind(_ value: SQLValue) -> String {
        values.append(value)
        return "$\(values.count)"
    }

    /// Adds a condition; all must hold.
    mutating func require(_ condition: String) { conditions.append(condition) }

    /// Adds a literal search, whatever the case, in any of the folded columns.
    mutating func search(_ text: String, in columns: [String]) {
        guard !text.isEmpty else { return }
        let pattern = bind(.text("%" + Filter.literal(text.folded) + "%"))
        require("(" + columns.map { "\($0) LIKE \(pattern) ESCAPE '\\'" }.joined(separator: " OR ") + ")")
    }

    /// Adds a literal search for what a folded column begins with.
    mutating func requirePrefix(_ text: String, of column: String) {
        guard !text.isEmpty else { return }
        require("\(column) LIKE \(bind(.text(Filter.literal(text.folded) + "%"))) ESCAPE '\\'")
    }

    /// Leaves only rows whose column is one of these.
    mutating func requireOne(of values: [String], _ column: String) { require(isOne(of: values, column)) }

    /// The condition that a column is one of these. One value is compared by itself: how rare it is decides the plan.
    mutating func isOne(of values: [String], _ column: String) -> String {
        if values.count == 1 { return "\(column) = \(bind(.text(values[0])))" }
        return "\(column) IN (SELECT value FROM {each}(\(bind(.list(values)))))"
    }

    /// Leaves out rows whose column is one of these.
    mutating func requireNone(of values: [String], _ column: String) {
        guard !values.isEmpty else { return }
        require("\(column) NOT IN (SELECT value FROM {each}(\(bind(.list(values)))))")
    }

    /// The text with LIKE's own signs escaped: by code points, for a mark above a sign does not take it away.
    static func literal(_ text: String) -> String {
        var literal = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "\\" { literal.append("\\") }
            literal.append(scalar)
        }
        return String(literal)
    }

    /// ` WHERE …`, or nothing.
    var clause: String { conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ") }

    /// How a list is ordered, and which part of it is read.
    struct Paging {
        /// ` ORDER BY …`
        let order: String
        /// ` ORDER BY … LIMIT … OFFSET …`
        let text: String
    }

    /// A total and stable order, and a part (D17).
    ///
    /// - Parameters:
    ///   - page: The part and the order asked for; keys that are no column are ignored.
    ///   - columns: Wire names and their columns.
    ///   - standard: The wire name to sort by when nothing else is asked for.
    ///   - id: The column that makes the order total.
    mutating func paging(_ page: Page, _ columns: [String: String], standard: String, id: String) -> Paging {
        let keys = page.sort ?? [Page.SortKey(field: standard, ascending: true)]
        var order = keys.compactMap { key in
            columns[key.field].map { column in
                // A missing key comes first when ascending, on every engine (contract 1.15).
                let direction = key.ascending ? "ASC" : "DESC"
                return "(\(column) IS NOT NULL) \(direction), \(column) \(direction)"
            }
        }
        if keys.count == 1, keys[0].field == standard, let column = columns[standard] {
            // The usual order alone, so that its index serves; its column is never null.
            let direction = keys[0].ascending ? "ASC" : "DESC"
            // The index of a name holds its beginning: a name may be longer than an index row.
            let beginning = standard == "name" ? ["substr(\(column), 1, 400) \(direction)"] : []
            order = beginning + ["\(column) \(direction)"]
        }
        order.append(id)
        let limit = bind(.int(page.count.map(Int64.init) ?? Int64.max))
        let offset = bind(.int(page.offset))
        let text = " ORDER BY " + order.joined(separator: ", ")
        return Paging(order: text, text: text + " LIMIT \(limit) OFFSET \(offset)")
    }
}
