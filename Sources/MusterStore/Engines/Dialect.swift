/// The few words that the engines spell differently; everything else is one SQL text.
struct Dialect: Sendable {
    /// What stands for each token in the text of a statement.
    let words: [(token: String, text: String)]

    /// The statement in the engine's own spelling.
    func spell(_ sql: String) -> String {
        guard sql.utf8.contains(UInt8(ascii: "{")) else { return sql }
        return words.reduce(sql) { $0.replacing($1.token, with: $1.text) }
    }

    static let sqlite = Dialect(words: [
        ("{int64}", "INTEGER"),
        ("{text}", "TEXT"),
        ("{sequence}", "INTEGER PRIMARY KEY AUTOINCREMENT"),
        ("{strict}", "STRICT"),
        ("{each}", "json_each"),
        ("{forUpdate}", ""),
    ])
}
