import MusterModel

/// What a member that a query may name is compared with.
enum Compared: Sendable {
    /// A column of texts or truth values.
    case column(String)
    /// A name: its index holds the beginning.
    case name(String)
    /// A column of further rows of a user, as their roles; `folded` is the column that has the index.
    case ofUser(rows: String, String, folded: String? = nil)
}

extension Filter {
    /// Leaves only rows that meet every condition (D80).
    ///
    /// - Parameter columns: The members that can be compared.
    /// - Throws: `QueryRefusal` for any other: to leave a condition out would let every row pass.
    mutating func require(_ conditions: [Condition], _ columns: [String: Compared]) throws {
        for condition in conditions {
            guard let compared = columns[condition.member] else {
                throw StoreRefusal.query(.unknownMember(condition.member))
            }
            switch (compared, condition.values) {
            case (.column(let column), .texts(let texts)): requireOne(of: texts, column)
            case (.column(let column), .flags(let flags)): requireOne(of: flags, column)
            case (.name(let column), .texts(let texts)):
                let list = bind(.list(texts))
                require("\(column)_start IN (SELECT substr(value, 1, 400) FROM {each}(\(list)))")
                require("\(column) IN (SELECT value FROM {each}(\(list)))")
            case (.ofUser(let rows, let column, let folded), .texts(let texts)):
                let inner = [isOne(of: texts, column)] + (folded.map { [isOne(of: texts.map(\.folded), $0)] } ?? [])
                require("u.id IN (\(rows) WHERE \(inner.joined(separator: " AND ")))")
            case (.name, .flags), (.ofUser, .flags):
                throw StoreRefusal.query(.wrongValues(condition.member))
            }
        }
    }

    private mutating func requireOne(of flags: [Bool], _ column: String) {
        let wanted = Set(flags).map { $0 ? "1" : "0" }.sorted().joined(separator: ", ")
        require(wanted.isEmpty ? "1 = 0" : "\(column) IN (\(wanted))")
    }
}
