import MusterModel

/// Runs one command on a connection of its own: the tests make and drop databases so.
///
/// - Parameters:
///   - sql: The command, without parameters.
///   - database: A database of the server, in libpq's forms.
package func runCommand(_ sql: String, on database: String) throws {
    guard let target = PostgresTarget(database) else { throw Failure(.fault, "\(database) names no server") }
    try PostgresConnection(target).command(sql)
}
