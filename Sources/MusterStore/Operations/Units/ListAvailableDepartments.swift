public import MusterModel

extension Store {
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
    public func availableDepartments(
        toUnit unitID: String, named text: String, onlyMine: Bool, _ page: Page, for caller: Caller,
        _ delivery: Delivery<Department> = .whole
    ) async throws -> Paged<Department> {
        try await read(isLong: delivery.isLong) { transaction in
            let scope = Scope(of: caller)
            // What the form of a unit shows first.
            if text.isEmpty, page.count != nil, page.sort == nil, page.conditions.isEmpty,
                !(onlyMine && caller.isRestricted)
            {
                return try transaction.availableDepartments(toUnit: unitID, in: scope, page)
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
}
