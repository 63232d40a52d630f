public import MusterModel

/// A department to be made or changed.
public struct DepartmentChange: Sendable {
    /// The department, nil for a new one.
    public let id: String?
    /// The object `department` as sent: it is checked inside, because the contract orders its errors between others
    /// (4.7).
    public let department: JSON?
    /// The array `agents` as sent, nil to leave agents alone.
    public let agents: [JSON]?
    /// What shall become of its unit.
    public let unit: UnitChange
    /// Whether `agents` must be there, as in the method (contract 4.7, row 6).
    public let needsAgents: Bool

    /// A department to be made or changed.
    public init(id: String?, department: JSON?, agents: [JSON]?, unit: UnitChange, needsAgents: Bool = false) {
        self.needsAgents = needsAgents
        self.id = id
        self.department = department
        self.agents = agents
        self.unit = unit
    }
}

/// What saving a department answers with.
public struct SavedDepartment: Sendable {
    /// The department as it stood before agents and unit were attached (contract 4.2).
    public let asStored: Department
    /// The department as it is now.
    public let now: Department
    /// Its agents now.
    public let agents: [DepartmentAgent]
}

extension Store {
    /// Makes or changes a department with its agents and its unit, all or nothing.
    ///
    /// - Parameters:
    ///   - change: What shall be.
    ///   - caller: Who does it. Without `add-livechat-department-agents` the agents are ignored (D30); without the
    ///     right to the unit, so is the change of unit (contract 4.3).
    /// - Throws: The first of the contract's refusals, in the order of 4.7; then nothing is saved.
    public func saveDepartment(_ change: DepartmentChange, by caller: Caller) async throws -> SavedDepartment {
        try await write { transaction in
            let before = try change.id.flatMap { try transaction.department($0) }
            let image = try change.id.flatMap { try transaction.departmentImage($0) }
            let new = try transaction.check(change, before)
            let agents = try transaction.agents(of: change, by: caller)
            let stored = try transaction.store(new, over: before)
            for agent in agents {
                try transaction.saveAgent(
                    agent.agentID, ofDepartment: stored.id, count: agent.count, order: agent.order, enabled: new.enabled
                )
            }
            if !agents.isEmpty { try transaction.markAgentsChanged(ofDepartments: [stored.id]) }
            if before?.enabled != new.enabled { try transaction.setAgentsEnabled(new.enabled, ofDepartment: stored.id) }
            try transaction.apply(change.unit, to: stored, by: caller)
            guard let now = try transaction.department(stored.id) else {
                throw Failure(.fault, "a saved department is not there")
            }
            let kind = before == nil ? "department.created" : "department.updated"
            let event = Event(kind, stored.id, from: image, to: try transaction.departmentImage(stored.id))
            try transaction.append(event, by: caller)
            return SavedDepartment(asStored: stored, now: now, agents: try transaction.agents(ofDepartment: stored.id))
        }
    }
}

extension Transaction {
    /// The checks of contract 4.7 in their order.
    fileprivate func check(_ change: DepartmentChange, _ before: Department?) throws -> NewDepartment {
        if change.unit == .detach, let unitID = before?.unitID, try !hasTwoDepartments(unitID) {
            throw StoreRefusal.department(.lastOfUnit)
        }
        if before?.archived == true, NewDepartment.enables(change.department) {
            throw StoreRefusal.department(.isArchived)
        }
        let new = try NewDepartment(change.department)
        if change.needsAgents, change.agents == nil { throw StoreRefusal.department(.agentsNotNamed) }
        if new.lacksClosingTags(over: before?.fields ?? [:]) {
            throw StoreRefusal.department(.lacksClosingTags)
        }
        if change.id != nil, before == nil { throw StoreRefusal.department(.noneToChange) }
        if let fallback = new.fallbackID, !fallback.isEmpty {
            guard fallback.differs(from: change.id) else {
                throw StoreRefusal.department(.isOwnFallback)
            }
            guard try departmentExists(fallback) else {
                throw StoreRefusal.department(.unknownFallback)
            }
        }
        return new
    }

    fileprivate func agents(of change: DepartmentChange, by caller: Caller) throws -> [AgentUpsert] {
        guard let agents = change.agents, try holds(caller, "add-livechat-department-agents") else { return [] }
        return try agents.enumerated().map { try AgentUpsert($1, index: $0) }
    }

    fileprivate func store(_ new: NewDepartment, over before: Department?) throws -> Department {
        let id = before?.id ?? Identifier.newID()
        let fields = (before?.fields ?? [:]).merging(new.fields)
        if before == nil {
            try insertDepartment(id, fields: fields)
        } else {
            try updateDepartment(id, fields: fields)
        }
        guard let stored = try department(id) else { throw Failure(.fault, "a saved department is not there") }
        return stored
    }

    /// Attaches or detaches the department, or silently does nothing for who may not (contract 4.3).
    fileprivate func apply(_ change: UnitChange, to department: Department, by caller: Caller) throws {
        let target: String?
        switch change {
        case .keep: return
        case .detach: target = nil
        case .attach(let unitID): target = unitID
        }
        guard target.map(ExactText.init) != department.unitID.map(ExactText.init), try target.map(unitExists) ?? true
        else { return }
        let units = [department.unitID, target].compactMap(\.self)
        guard try mayChange(units, caller) else { return }
        try setUnit(target, ofDepartment: department.id)
        if let left = department.unitID { try recordDepartments(ofUnit: left, left: [department.id], by: caller) }
        if let target { try recordDepartments(ofUnit: target, came: [department.id], by: caller) }
    }

    private func mayChange(_ units: [String], _ caller: Caller) throws -> Bool {
        if !caller.roles.isDisjoint(with: [Role.admin, Role.manager]) { return true }
        guard caller.roles.contains(Role.monitor) else { return false }
        return Set(units).isSubset(of: try unitIDs(ofMonitor: caller.id))
    }
}
