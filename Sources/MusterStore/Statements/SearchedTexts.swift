import MusterModel

/// Texts that a list is searched in, and the index of every three characters in a row of them (`Migration.lists`).
struct SearchedTexts {
    /// The list's table and the name it has in conditions.
    private let table: String, alias: String
    /// Its folded columns.
    private let columns: [String]
    /// The file engine's index is `…_search`, the id in it `…_id`.
    private let noun: String
    /// Which columns of that index are meant, in its language; empty for all.
    private var indexColumns = ""
    /// Whether a user's addresses are searched too.
    private var hasAddresses = false

    static let units = SearchedTexts(table: "units", alias: "u", columns: ["name_folded"], noun: "unit")
    static let departments = SearchedTexts(
        table: "departments", alias: "d", columns: ["name_folded"], noun: "department")
    /// User names and names.
    static let users = SearchedTexts(
        table: "users", alias: "u", columns: ["username_folded", "name_folded"], noun: "user",
        indexColumns: "{username name} : ")
    /// User names, names and addresses.
    static let usersAndAddresses = SearchedTexts(
        table: "users", alias: "u", columns: ["username_folded", "name_folded"], noun: "user", hasAddresses: true)

    /// The search for a text.
    ///
    /// - Parameters:
    ///   - text: What is searched, as it was given.
    ///   - pattern: The placeholder of LIKE's pattern.
    ///   - isAnywhere: Whether the pattern fits wherever the text is.
    ///   - bind: Makes a placeholder of a value.
    func search(
        _ text: String, _ pattern: String, isAnywhere: Bool, _ bind: (SQLValue) -> String
    ) -> Search {
        let scalars = Array(text.folded.unicodeScalars)
        // An index of three characters in a row does not know less: the server would read all of it.
        guard scalars.count >= 3 else {
            return Search(condition: match(pattern) { "(\(alias).\($0) || '')" }, candidates: nil, count: nil)
        }
        let condition = match(pattern) { "\(alias).\($0)" }
        let found = "FROM \(noun)_search WHERE \(noun)_search MATCH \(bind(.text(phrase(scalars))))"
        let counted = "{file}SELECT count(*) \(found){server}SELECT"
        // The index takes the code points that are no characters for U+FFFD, and has addresses in lines.
        let isExact =
            isAnywhere && scalars.count <= SearchedTexts.phraseScalars
            && !scalars.contains { $0.value == 0xA || (0xFFFD...0xFFFF).contains($0.value) }
        return Search(
            condition: condition,
            candidates: Search.Candidates(
                count: "\(counted) 0{both}",
                condition: "{file}\(alias).id IN (SELECT \(noun)_id \(found)){server}\(onServer(pattern)){both}"),
            count: isExact ? "\(counted) count(*) FROM \(table) \(alias) WHERE \(condition){both}" : nil)
    }

    private func match(_ pattern: String, _ column: (String) -> String) -> String {
        let addresses =
            "EXISTS (SELECT 1 FROM user_emails e WHERE e.user_id = \(alias).id AND \(like("e.address_folded", pattern)))"
        let own = columns.map { like(column($0), pattern) }
        return "(" + (own + (hasAddresses ? [addresses] : [])).joined(separator: " OR ") + ")"
    }

    private func like(_ column: String, _ pattern: String) -> String { "\(column) LIKE \(pattern) ESCAPE '\\'" }

    /// Another table's texts cannot be found by one look into the indexes, so each index is asked for itself.
    private func onServer(_ pattern: String) -> String {
        guard hasAddresses else { return "1 = 1" }
        let found = columns.map { "SELECT x.id FROM \(table) x WHERE \(like("x.\($0)", pattern))" }
        let addresses = "SELECT e.user_id FROM user_emails e WHERE \(like("e.address_folded", pattern))"
        return "\(alias).id IN (\((found + [addresses]).joined(separator: " UNION ALL ")))"
    }

    private static let phraseScalars = 100

    /// The text in the language of the file engine's index. The beginning of a long one is enough for candidates.
    private func phrase(_ scalars: [Unicode.Scalar]) -> String {
        var phrase = indexColumns + "\""
        for scalar in scalars.prefix(SearchedTexts.phraseScalars) {
            phrase.unicodeScalars.append(contentsOf: scalar == "\"" ? [scalar, scalar] : [scalar])
        }
        return phrase + "\""
    }
}

/// A search among the conditions of a filter.
struct Search {
    /// How an index finds rows; among them are all that a search is for.
    struct Candidates {
        /// So many are read at once. The more there are, the sooner a page is full in the order of the list.
        static let few = 1000
        /// So many are looked at rather than the whole table.
        static let many = 10_000

        /// Counts them; 0 on the engine that decides by itself.
        let count: String
        /// A row is one of them.
        let condition: String
    }

    /// The condition itself.
    let condition: String
    /// Nil where no index helps.
    let candidates: Candidates?
    /// What counts all that meet it, from an index alone where there is one; nil where the candidates may be more.
    let count: String?
}
