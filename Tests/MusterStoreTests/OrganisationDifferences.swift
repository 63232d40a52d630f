import MusterModel
@testable import MusterStore
import MusterTestWorld

extension OrganisationPlayer {
    /// Where the store shows something else than the model: nowhere, if all is well.
    func differences() async throws -> [String] {
        try await unitDifferences() + departmentDifferences() + monitorDifferences() + scopeDifferences()
    }

    private func unitDifferences() async throws -> [String] {
        var found: [String] = []
        let list = try await world.store.units(named: "", .all, for: world.admin)
        if Set(list.rows.map(\.id)) != Set(model.units.keys) || list.total != model.units.count {
            found.append("units \(list.rows.map(\.id).sorted()) instead of \(model.units.keys.sorted())")
        }
        if list.rows.map(\.name) != list.rows.map(\.name).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            found.append("units are not sorted by name")
        }
        for unit in list.rows {
            let wanted = model.units[unit.id]
            if unit.name != wanted?.name || unit.visibility != wanted?.visibility {
                found.append("unit \(unit) instead of \(String(describing: wanted))")
            }
            let monitors = try await world.store.monitors(ofUnit: unit.id)
            let departments = try await world.store.departments(ofUnit: unit.id, .all, for: world.admin)
            if Set(monitors.map(\.monitorID)) != model.monitors(of: unit.id) || unit.monitorCount != monitors.count {
                found.append("\(unit) has monitors \(monitors.map(\.monitorID))")
            }
            for monitor in monitors where monitor.username != model.users[monitor.monitorID]?.username {
                found.append("a monitor's name is \(monitor.username)")
            }
            if Set(departments.rows.map(\.id)) != model.departments(of: unit.id)
                || unit.departmentCount != departments.total || departments.total != departments.rows.count
            {
                found.append("\(unit) has departments \(departments.rows.map(\.id))")
            }
            let single = try await world.store.unit(unit.id, for: world.admin)
            if single != unit { found.append("list and read differ: \(unit) \(String(describing: single))") }
        }
        return found
    }

    private func departmentDifferences() async throws -> [String] {
        var found: [String] = []
        var query = DepartmentQuery()
        query.archived = .shown
        let list = try await world.store.departments(query, .all, for: world.admin)
        if Set(list.rows.map(\.id)) != Set(model.departments.keys) {
            found.append("departments \(list.rows.map(\.id))")
        }
        for department in list.rows {
            let wanted = model.departments[department.id]
            if department.name != wanted?.name || department.unitID != wanted?.unit
                || department.wasInUnit != wanted?.wasInUnit || department.agentCount != wanted?.agents?.count
            {
                found.append("department \(department) instead of \(String(describing: wanted))")
            }
            let read = try await world.store.department(department.id, onlyMine: false, for: world.admin)
            if read.department != department || Set(read.agents?.map(\.agentID) ?? []) != wanted?.agents ?? [] {
                found.append("department \(department.id) is read as \(String(describing: read))")
            }
        }
        return found
    }

    private func monitorDifferences() async throws -> [String] {
        let monitors = try await world.store.monitors(matching: "", .all).rows.map(\.id)
        let wanted = model.users.filter(\.value.isMonitor).keys
        return Set(monitors) == Set(wanted) ? [] : ["monitors \(monitors.sorted()) instead of \(wanted.sorted())"]
    }

    /// A restricted caller sees the units they monitor: in the list, by reading, and in the departments they call
    /// theirs.
    private func scopeDifferences() async throws -> [String] {
        var found: [String] = []
        for who in [Who.monitorA, .monitorB, .idleMonitor] where model.users[who.id]?.isMonitor == true {
            let caller = world.caller(who)
            let mine = Set(model.units.filter { $0.value.monitors.contains(who.id) }.keys)
            let list = try await world.store.units(named: "", .all, for: caller)
            if Set(list.rows.map(\.id)) != mine || list.total != mine.count {
                found.append("\(who) lists \(list.rows.map(\.id)) instead of \(mine)")
            }
            for id in model.units.keys {
                let isSeen = try await world.store.unit(id, for: caller) != nil
                if isSeen != mine.contains(id) { found.append("\(who) reads \(id): \(isSeen)") }
            }
            var query = DepartmentQuery()
            query.onlyMine = true
            query.archived = .shown
            let departments = try await world.store.departments(query, .all, for: caller).rows.map(\.id)
            let wanted = model.departments.filter { $0.value.unit.map(mine.contains) ?? false }.keys
            if Set(departments) != Set(wanted) { found.append("\(who) lists departments \(departments)") }
        }
        return found
    }
}
