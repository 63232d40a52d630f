extension Migration {
    /// How long the long lists are, on the file engine: to count a hundred thousand rows is to read a thousand pages.
    ///
    /// Triggers keep the lengths, in the transaction that changes a list, and nothing else writes them. On the server
    /// engine many write at once and would meet in these rows: there, rows are counted.
    static let listLengths = Migration(
        number: 10, name: "list lengths",
        statements: ([table, lengths] + wholeTables + freeDepartments + holders)
            .map { "{file}\($0){server}SELECT 1{both}" } + [
                // Whether it is archived too: what is left out of a unit's list is passed over in the index.
                "DROP INDEX departments_by_unit",
                "CREATE INDEX departments_by_unit ON departments (unit_id, name_start, id, archived)",
            ])

    /// The list of all rows of a table has the table's name.
    static let countedTables = ["users", "units", "departments"]

    /// The list of the departments that no unit has.
    static let freeDepartmentsList = "free departments"

    /// A role's holders are a list named after the role.
    static let holdersPrefix = "holders of "

    private static let table =
        """
        CREATE TABLE list_lengths (list TEXT NOT NULL PRIMARY KEY, length INTEGER NOT NULL)
        STRICT, WITHOUT ROWID
        """

    private static let lengths = "INSERT INTO list_lengths (list, length) \(countedLists)"

    /// The lists as their rows say.
    static let countedLists =
        countedTables.map { "SELECT '\($0)' AS list, count(*) AS length FROM \($0)" }.joined(separator: " UNION ALL ")
            + """
             UNION ALL SELECT '\(freeDepartmentsList)', count(*) FROM departments WHERE unit_id IS NULL
             UNION ALL SELECT '\(holdersPrefix)' || role_id, count(*) FROM user_roles GROUP BY role_id
            """

    private static let wholeTables = countedTables.flatMap { table in
        [
            trigger("\(table)_longer", "INSERT ON \(table)", change("'\(table)'", by: "1")),
            trigger("\(table)_shorter", "DELETE ON \(table)", change("'\(table)'", by: "-1")),
        ]
    }

    private static let freeDepartments = [
        trigger(
            "free_departments_longer", "INSERT ON departments", when: "new.unit_id IS NULL",
            change("'\(freeDepartmentsList)'", by: "1")),
        trigger(
            "free_departments_shorter", "DELETE ON departments", when: "old.unit_id IS NULL",
            change("'\(freeDepartmentsList)'", by: "-1")),
        trigger(
            "free_departments_changed", "UPDATE OF unit_id ON departments",
            when: "(old.unit_id IS NULL) <> (new.unit_id IS NULL)",
            change("'\(freeDepartmentsList)'", by: "CASE WHEN new.unit_id IS NULL THEN 1 ELSE -1 END")),
    ]

    private static let holders = [
        trigger("holders_longer", "INSERT ON user_roles", oneHolderMore),
        trigger("holders_shorter", "DELETE ON user_roles", oneHolderLess),
        trigger("holders_changed", "UPDATE OF role_id ON user_roles", oneHolderLess + " " + oneHolderMore),
    ]

    private static let oneHolderMore =
        """
        INSERT INTO list_lengths (list, length) VALUES ('\(holdersPrefix)' || new.role_id, 1)
        ON CONFLICT (list) DO UPDATE SET length = length + 1;
        """

    private static let oneHolderLess = change("'\(holdersPrefix)' || old.role_id", by: "-1")

    private static func change(_ list: String, by difference: String) -> String {
        "UPDATE list_lengths SET length = length + \(difference) WHERE list = \(list);"
    }
}
