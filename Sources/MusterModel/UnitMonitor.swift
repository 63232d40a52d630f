/// A monitor's place in a unit.
public struct UnitMonitor: Sendable, Equatable {
    /// The row's id.
    public let id: String
    /// The monitor's user id.
    public let monitorID: String
    /// The unit.
    public let unitID: String
    /// Their user name, always the user's present one.
    public let username: String
    /// When they were added.
    public let updatedAt: Timestamp

    /// A row as it stands in the store.
    public init(id: String, monitorID: String, unitID: String, username: String, updatedAt: Timestamp) {
        self.id = id
        self.monitorID = monitorID
        self.unitID = unitID
        self.username = username
        self.updatedAt = updatedAt
    }
}
