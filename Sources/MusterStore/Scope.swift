import MusterModel

/// What a caller may see (contract section 6): the one place that says it, for lists and reads alike.
enum Scope: Sendable {
    /// Everything.
    case everything
    /// The units the user monitors, and what belongs to them.
    case unitsOfMonitor(userID: String)

    /// What an operation shows to this caller.
    init(of caller: Caller) {
        self = caller.isRestricted ? .unitsOfMonitor(userID: caller.id) : .everything
    }

    /// Leaves only the units in scope.
    func limitUnits(_ filter: inout Filter, column: String) {
        guard case .unitsOfMonitor(let userID) = self else { return }
        filter.require("\(column) IN (\(Self.unitsMonitored(by: filter.bind(.text(userID)))))")
    }

    /// Leaves only the departments of units in scope (D27).
    func limitDepartments(_ filter: inout Filter, unitColumn: String) { limitUnits(&filter, column: unitColumn) }

    /// Leaves only the departments that a unit in scope has or could have: free ones, and those of units in scope. The
    /// others are unknown departments to who works on units (D71).
    func limitDepartmentsOfUnits(_ filter: inout Filter, unitColumn: String) {
        guard case .unitsOfMonitor(let userID) = self else { return }
        let monitored = Self.unitsMonitored(by: filter.bind(.text(userID)))
        filter.require("(\(unitColumn) IS NULL OR \(unitColumn) IN (\(monitored)))")
    }
}
