public import MusterModel

/// What exists in the workspace, counted at one moment.
public struct Statistics: Sendable {
    /// All users, programs among them.
    public let users: Int
    /// Those who may log in.
    public let activeUsers: Int
    /// Of those, by what they are doing.
    public let onlineUsers: Int, awayUsers: Int, busyUsers: Int
    /// The newest login of anybody.
    public let lastLoginAt: Timestamp?
    /// Holders of the roles of the support organisation, and guests.
    public let agents: Int, managers: Int, monitors: Int, guests: Int
    /// Departments, archived ones among them.
    public let departments: Int, archivedDepartments: Int
    /// Other things that are counted.
    public let units: Int, rooms: Int, roles: Int
    /// The number of the newest migration.
    public let migrationNumber: Int
    /// When the store was made.
    public let installedAt: Timestamp?
    /// The settings of that moment.
    public let settings: Settings
    /// That moment.
    public let at: Timestamp
}

extension Store {
    /// Counts what exists.
    public func statistics() async throws -> Statistics { try await read { try $0.statistics() } }
}
