public import MusterModel

extension Store {
    /// The unit, nil when there is none that the caller may see (D8, D12).
    ///
    /// - Parameters:
    ///   - id: The unit.
    ///   - caller: Who asks.
    public func unit(_ id: String, for caller: Caller) async throws -> BusinessUnit? {
        try await read { try $0.unit(id, in: try $0.unitScope(of: caller)) }
    }

    /// A page of the units that the caller may see (D12).
    ///
    /// - Returns: The page, and how many there are in all.
    /// - Parameters:
    ///   - text: What the name contains, whatever the case; empty for all.
    ///   - page: The part and order, by name if none is asked for.
    ///   - caller: Who asks.
    ///   - delivery: How the rows are handed over.
    public func units(
        named text: String, _ page: Page, for caller: Caller, _ delivery: Delivery<BusinessUnit> = .whole
    ) async throws -> Paged<BusinessUnit> {
        try await read(isLong: delivery.isLong) { transaction in
            try transaction.units(named: text, in: try transaction.unitScope(of: caller), page, delivery)
        }
    }

    /// A unit's monitors by user name; none for an unknown unit.
    ///
    /// - Parameter id: The unit.
    public func monitors(ofUnit id: String) async throws -> [UnitMonitor] {
        try await read { try $0.monitors(ofUnit: id) }
    }

    /// A page of a unit's departments, by name (D17); none of a unit that the caller may not see (D71).
    ///
    /// - Parameters:
    ///   - id: The unit.
    ///   - page: Which part of them, and in which order.
    ///   - caller: Who asks.
    ///   - delivery: How the rows are handed over.
    public func departments(
        ofUnit id: String, _ page: Page, for caller: Caller, _ delivery: Delivery<Department> = .whole
    ) async throws -> Paged<Department> {
        try await read(isLong: delivery.isLong) { transaction in
            var filter = Filter()
            filter.require("d.unit_id = \(filter.bind(.text(id)))")
            Scope(of: caller).limitDepartments(&filter, unitColumn: "d.unit_id")
            return try transaction.departments(filter, page, delivery)
        }
    }

    /// A page of the departments that a unit may have: free ones and its own, archived ones left out (D35), and of a
    /// unit that the caller may not see none of its own (D71).
    ///
    /// - Parameters:
    ///   - unitID: The unit, or any other text while it is being made.
    ///   - text: What the name contains, whatever the case.
    ///   - onlyMine: For a restricted caller, only those of their units (D27).
    ///   - page: The part.
    ///   - caller: Who asks.
    ///   - delivery: How the rows are handed over.
    public func departmentsAvailable(
        toUnit unitID: String, named text: String, onlyMine: Bool, _ page: Page, for caller: Caller,
        _ delivery: Delivery<Department> = .whole
    ) async throws -> Paged<Department> {
        try await read(isLong: delivery.isLong) { transaction in
            let scope = Scope(of: caller)
            // What the form of a unit shows first.
            if text.isEmpty, page.count != nil, page.sort == nil, page.conditions.isEmpty,
                !(onlyMine && caller.isRestricted)
            {
                return try transaction.departmentsAvailable(toUnit: unitID, in: scope, page)
            }
            var filter = Filter()
            filter.require("(d.unit_id IS NULL OR d.unit_id = \(filter.bind(.text(unitID))))")
            filter.require("coalesce(d.archived, 0) = 0")
            filter.search(text, in: .departments)
            scope.limitDepartmentsOfUnits(&filter, unitColumn: "d.unit_id")
            if onlyMine { scope.limitDepartments(&filter, unitColumn: "d.unit_id") }
            return try transaction.departments(filter, page, delivery)
        }
    }

    /// What `livechat:getUnitsFromUser` answers (contract 3.4).
    ///
    /// - Returns: Ids of the caller's units and of the departments they are agent of; nil for a caller who is not
    ///   restricted.
    public func unitsAndDepartments(of caller: Caller) async throws -> [String]? {
        guard caller.isRestricted else { return nil }
        return try await read { transaction in
            try transaction.unitIDs(ofMonitor: caller.id) + transaction.departmentIDs(ofAgent: caller.id)
        }
    }
}

extension Transaction {
    /// Which units a list or a read shows: all to a holder of the permission whom nothing restricts, else their own.
    fileprivate func unitScope(of caller: Caller) throws -> Scope {
        try !caller.isRestricted && holds(caller, "manage-livechat-units")
            ? .everything : .unitsOfMonitor(userID: caller.id)
    }
}
