/// The one piece of SQL that says which units a monitor supervises.
extension Scope {
    static func unitsMonitored(by user: String) -> String {
        "SELECT s.unit_id FROM unit_monitors s WHERE s.user_id = \(user)"
    }
}
