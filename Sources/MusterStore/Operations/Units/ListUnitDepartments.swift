public import MusterModel

extension Store {
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
}
