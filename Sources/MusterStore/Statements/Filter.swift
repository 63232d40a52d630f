import MusterModel

/// Conditions of a query and the values they name, collected so that both stay in step.
struct Filter {
    private(set) var conditions: [String] = []
    private(set) var values: [SQLValue] = []
    /// The search among the conditions.
    private(set) var search: Search?
    /// What the condition that most rows meet leaves out.
    private(set) var exception: String?
    /// A condition that other rows decide, as asking for all of them, as asking for each row, and what counts them.
    private var membership: (ofAll: String, ofEach: String, count: String)?

    /// Adds a value and returns the placeholder that names it.
    mutating func bind(_ value: SQLValue) -> String {
        values.append(value)
        return "$\(values.count)"
    }

    /// Adds a condition; all must hold.
    mutating func require(_ condition: String) { conditions.append(condition) }

    /// Adds a condition that nearly all rows meet, and its opposite.
    mutating func require(_ condition: String, except exception: String) {
        require(condition)
        self.exception = exception
    }

    /// Adds a condition that rows of another table decide.
    ///
    /// - Parameters:
    ///   - ofAll: The condition, fast where it leaves few rows.
    ///   - ofEach: The same condition, fast for each row.
    ///   - count: The query that counts the rows that meet it.
    mutating func requireMember(ofAll: String, ofEach: String, count: String) {
        require(ofAll)
        membership = (ofAll, ofEach, count)
    }

    /// Asks other tables row by row: right where few rows are looked at, or most of them meet the condition.
    mutating func askForEach() {
        guard let membership else { return }
        conditions = conditions.map { $0 == membership.ofAll ? membership.ofEach : $0 }
    }

    /// Adds a literal search, whatever the case.
    mutating func search(_ text: String, in texts: SearchedTexts) { search(text, "%", in: texts) }

    /// Adds a literal search for what a text begins with, whatever the case.
    mutating func search(prefix text: String, in texts: SearchedTexts) { search(text, "", in: texts) }

    private mutating func search(_ text: String, _ before: String, in texts: SearchedTexts) {
        guard !text.isEmpty else { return }
        let pattern = bind(.text(before + Filter.literal(text.folded) + "%"))
        let search = texts.search(text, pattern, isAnywhere: !before.isEmpty) { bind($0) }
        require(search.condition)
        self.search = search
    }

    /// Whether nothing is asked for but the search and what nearly all rows meet.
    var isUsual: Bool { conditions.count == (search == nil ? 0 : 1) + (exception == nil ? 0 : 1) }

    /// What counts the rows that meet the only condition.
    var ownCount: String? { conditions.count == 1 ? membership?.count : nil }

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
        /// ` ORDER BY … LIMIT … OFFSET …`, backwards where the end of the list is nearer: `order` must follow.
        let text: String
    }

    /// A total and stable order, and a part (D17).
    ///
    /// - Parameters:
    ///   - page: The part and the order asked for; keys that are no column are ignored.
    ///   - columns: Wire names and their columns.
    ///   - indexed: Wire names and the columns, never null, of an index that goes on with the id.
    ///   - standard: The wire name to sort by when nothing else is asked for; its column is never null.
    ///   - id: The column that makes the order total.
    ///   - total: The rows of the whole list; nil where the part must be read in its order.
    mutating func paging(
        _ page: Page, _ columns: [String: String], indexed: [String: String] = [:], standard: String, id: String,
        total: Int? = nil
    ) -> Paging {
        let keys = page.sort ?? [Page.SortKey(field: standard, ascending: true)]
        // A missing key comes first when ascending, on every engine (contract 1.15).
        var order = keys.flatMap { key in
            columns[key.field].map { [("(\($0) IS NOT NULL)", key.ascending), ($0, key.ascending)] } ?? []
        }
        if keys.count == 1, let column = indexed[keys[0].field] ?? (keys[0].field == standard ? columns[standard] : nil)
        {
            // The order of an index. Backwards, only what is equal is still to be sorted.
            order = [(column, keys[0].ascending)]
        }
        order.append((id, true))
        func text(backwards: Bool) -> String {
            " ORDER BY " + order.map { "\($0) \($1 != backwards ? "ASC" : "DESC")" }.joined(separator: ", ")
        }
        var (count, offset) = (page.count ?? Int.max, page.offset)
        // Rows before a part are passed over one by one: fewer stand behind a part of the second half.
        let isNearerToEnd = total.map { offset > $0 / 2 } ?? false
        if let total, isNearerToEnd {
            count = max(0, min(count, total - offset))
            offset = max(0, total - offset - count)
        }
        return Paging(
            order: text(backwards: false), text: text(backwards: isNearerToEnd) + limits(count, offset))
    }

    /// ` LIMIT … OFFSET …`
    mutating func limits(_ count: Int, _ offset: Int) -> String {
        " LIMIT \(bind(.int(count))) OFFSET \(bind(.int(offset)))"
    }
}
