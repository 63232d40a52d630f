/// Whether the search index has what the tables have. On the file engine it is tables of our own, which triggers keep;
/// the database server's is an index like any other.
extension Transaction {
    /// Each question and how many rows break it.
    func brokenSearchIndexes() throws -> [(invariant: String, rows: Int)] {
        try [("unit", ["name"]), ("department", ["name"]), ("user", ["username", "name"])].flatMap { noun, columns in
            let texts = try number(differentTexts(noun, columns))
            let index = try number(differentTrigrams(noun, columns + (noun == "user" ? ["addresses"] : [])))
            return [
                ("the texts searched for \(noun)s are those of the \(noun)s", texts),
                ("the search index of \(noun)s has each text and no other", index),
            ]
        }
    }

    /// Rows whose text is missing or another, and texts of no row.
    private func differentTexts(_ noun: String, _ columns: [String]) -> String {
        var differences = columns.map { "t.\($0) IS NOT w.\($0)_folded" }
        if noun == "user" { differences.append("t.addresses IS NOT \(Migration.addressesOfUser("w.id"))") }
        return fileOnly(
            """
            SELECT (SELECT count(*) FROM \(noun)s w LEFT JOIN \(noun)_texts t ON t.\(noun)_id = w.id
                    WHERE \(differences.joined(separator: " OR ")))
                + (SELECT count(*) FROM \(noun)_texts t
                    WHERE NOT EXISTS (SELECT 1 FROM \(noun)s w WHERE w.id = t.\(noun)_id))
            """)
    }

    /// Places of the index that hold something else than the text does there, and places that it lacks. Places are
    /// counted in characters, as the tokenizer does; the two code points that are no characters it reads as U+FFFD.
    private func differentTrigrams(_ noun: String, _ columns: [String]) -> String {
        let text =
            columns.count == 1
            ? "t.name" : "CASE i.col " + columns.map { "WHEN '\($0)' THEN t.\($0)" }.joined(separator: " ") + " END"
        let read = "replace(replace(\(text), char(65534), char(65533)), char(65535), char(65533))"
        let places = columns.map { "max(length(\($0)) - 2, 0)" }.joined(separator: " + ")
        return fileOnly(
            """
            SELECT count(*) FILTER (WHERE i.term IS NOT substr(\(text), i.offset + 1, 3)
                    AND i.term IS NOT substr(\(read), i.offset + 1, 3))
                + abs(count(*) - (SELECT coalesce(sum(\(places)), 0) FROM \(noun)_texts))
            FROM \(noun)_terms i LEFT JOIN \(noun)_texts t ON t.key = i.doc
            """)
    }

    private func fileOnly(_ query: String) -> String { "{file}\(query){server}SELECT 0{both}" }
}
