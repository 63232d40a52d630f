import MusterModel
import MusterTestWorld

/// What the contract says an organisation is, in plain sets: the store must always show the same.
struct OrganisationModel {
    struct Unit: Equatable {
        var name: String
        var visibility: String
        /// Users who were made monitors; shown while they are active (D5).
        var monitors: Set<String> = []
    }

    struct Department: Equatable {
        var name: String
        var unit: String?
        var wasInUnit: Bool
        var agents: Set<String>?
    }

    struct User: Equatable {
        var username: String
        var isMonitor: Bool
        var isActive: Bool
    }

    var units: [String: Unit] = [:]
    var departments: [String: Department] = [:]
    var users: [String: User] = [:]

    /// The test world without its units.
    init() {
        for who in Who.people {
            users[who.id] = User(
                username: who.username, isMonitor: who.roles.contains("livechat-monitor"), isActive: who != .inactive)
        }
        for (index, name) in ["Sales", "Support", "Billing", "Free", "Archived"].enumerated() {
            departments["dep-\(index + 1)"] = Department(name: name, unit: nil, wasInUnit: index < 3, agents: nil)
        }
    }

    /// Those of a unit's monitors who are shown.
    func monitors(of unit: String) -> Set<String> {
        (units[unit]?.monitors ?? []).filter { users[$0]?.isActive == true }
    }

    func departments(of unit: String) -> Set<String> { Set(departments.filter { $0.value.unit == unit }.keys) }

    mutating func saveUnit(_ id: String, _ new: NewUnit) {
        let listed = Set(new.monitorIDs)
        let kept = (units[id]?.monitors ?? []).intersection(listed)
        let added = listed.filter { users[$0]?.isActive == true && users[$0]?.isMonitor == true }
        units[id] = Unit(name: new.name, visibility: new.visibility, monitors: kept.union(added))
        for (department, value) in departments {
            if new.departmentIDs.contains(department) {
                departments[department]?.unit = id
                departments[department]?.wasInUnit = true
            } else if value.unit == id {
                departments[department]?.unit = nil
            }
        }
    }

    mutating func deleteUnit(_ id: String) {
        units[id] = nil
        for department in departments(of: id) { departments[department]?.unit = nil }
    }

    mutating func saveDepartment(_ id: String, _ name: String, agents: [String]?, unit: UnitChange) {
        var department = departments[id] ?? Department(name: name, unit: nil, wasInUnit: false, agents: nil)
        department.name = name
        if let agents, !agents.isEmpty {
            department.agents = (department.agents ?? []).union(agents.filter { users[$0] != nil })
        }
        switch unit {
        case .keep: break
        case .detach: department.unit = nil
        case .attach(let unit) where units[unit] != nil:
            department.unit = unit
            department.wasInUnit = true
        case .attach: break
        }
        departments[id] = department
    }

    mutating func forgetMonitor(_ user: String) { for unit in units.keys { units[unit]?.monitors.remove(user) } }

    mutating func deleteUser(_ id: String) {
        users[id] = nil
        forgetMonitor(id)
        for department in departments.keys { departments[department]?.agents?.remove(id) }
    }
}
