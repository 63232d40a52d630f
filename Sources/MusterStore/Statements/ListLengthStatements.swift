/// How long whole lists are: kept on the file engine (`Migration.listLengths`), counted on the database server.
enum ListLength {
    /// A query for the number of a table's rows.
    static func ofTable(_ table: String) -> String {
        "{file}\(kept("'\(table)'")){server}SELECT count(*) FROM \(table){both}"
    }

    /// A query for the number of a role's holders.
    ///
    /// - Parameter role: The placeholder of the role's id.
    static func ofHolders(_ role: String) -> String {
        "{file}\(kept("'\(Migration.holdersPrefix)' || \(role)"))"
            + "{server}SELECT count(*) FROM user_roles WHERE role_id = \(role){both}"
    }

    /// A query for the number of departments that no unit has.
    static let ofFreeDepartments =
        "{file}\(kept("'\(Migration.freeDepartmentsList)'"))"
        + "{server}SELECT count(*) FROM departments WHERE unit_id IS NULL{both}"

    /// Of a list that nothing was ever in there is no row.
    private static func kept(_ list: String) -> String {
        "SELECT coalesce((SELECT length FROM list_lengths WHERE list = \(list)), 0)"
    }
}

extension Transaction {
    /// The lengths that are not those of the lists.
    func wrongListLengths() throws -> [(invariant: String, rows: Int)] {
        let wrong = try number(
            """
            {file}SELECT count(*) FROM (
                SELECT l.list FROM (\(Migration.countedLists)) c
                    LEFT JOIN list_lengths l USING (list) WHERE l.length IS NOT c.length
                UNION ALL
                SELECT l.list FROM list_lengths l WHERE l.length <> 0
                    AND l.list NOT IN (SELECT list FROM (\(Migration.countedLists)))
            ){server}SELECT 0{both}
            """)
        return [("a list is as long as it is said to be", wrong)]
    }
}
