import MusterModel

/// What the server's catalogue says about the schema: rules that somebody switched off, and rows that break them.
enum PostgresCatalog {
    static func faults(_ transaction: any Transaction) throws -> [String] {
        try switchedOff.flatMap { question in try transaction.rows(question, []).map { $0.text(0) } }
            + references(transaction).compactMap { try dangling($0, transaction) }
    }

    private static let switchedOff = [
        """
        SELECT 'the constraint ' || conname || ' of ' || conrelid::regclass || ' was never checked'
        FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace
        """,
        """
        SELECT 'the index ' || i.indexrelid::regclass || ' is not valid' FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid
        WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace
        """,
        """
        SELECT DISTINCT 'references of ' || t.tgrelid::regclass || ' are not looked after' FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        WHERE t.tgisinternal AND t.tgenabled = 'D' AND c.relnamespace = current_schema()::regnamespace
        """,
        """
        SELECT 'the trigger events_announced is missing or switched off: who follows the event log may miss events'
        WHERE NOT EXISTS (SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE t.tgname = 'events_announced' AND t.tgenabled <> 'D' AND c.relname = 'events'
                AND c.relnamespace = current_schema()::regnamespace)
        """,
    ]

    private struct Reference {
        let table: String
        let target: String
        /// Equal columns of both, as SQL.
        let match: String
        /// The referring columns are all there, as SQL.
        let isSet: String
    }

    private static func references(_ transaction: any Transaction) throws -> [Reference] {
        try transaction.rows(
            """
            SELECT k.conrelid::regclass::text, k.confrelid::regclass::text,
                string_agg(format('p.%I = c.%I', p.attname, c.attname), ' AND '),
                string_agg(format('c.%I IS NOT NULL', c.attname), ' AND ')
            FROM pg_constraint k, unnest(k.conkey, k.confkey) AS pair (here, there)
            JOIN pg_attribute c ON c.attnum = pair.here JOIN pg_attribute p ON p.attnum = pair.there
            WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace
                AND c.attrelid = k.conrelid AND p.attrelid = k.confrelid
            GROUP BY k.oid, k.conrelid, k.confrelid ORDER BY 1, 2
            """, []
        ).map { Reference(table: $0.text(0), target: $0.text(1), match: $0.text(2), isSet: $0.text(3)) }
    }

    private static func dangling(_ reference: Reference, _ transaction: any Transaction) throws -> String? {
        let rows = try transaction.number(
            """
            SELECT count(*) FROM \(reference.table) c WHERE \(reference.isSet)
                AND NOT EXISTS (SELECT 1 FROM \(reference.target) p WHERE \(reference.match))
            """)
        return rows == 0
            ? nil : "\(rows) rows of \(reference.table) name a row of \(reference.target) that is not there"
    }
}
