public import MusterModel

extension Store {
    /// A page of a department's agents, by user name; none for an unknown one.
    ///
    /// - Parameters:
    ///   - id: The department.
    ///   - page: Which part of them, and in which order.
    ///   - delivery: How the rows are handed over.
    public func agents(
        ofDepartment id: String, _ page: Page, _ delivery: Delivery<DepartmentAgent> = .whole
    ) async throws -> Paged<DepartmentAgent> {
        try await read(isLong: delivery.isLong) { try $0.agents(ofDepartment: id, page, delivery) }
    }
}
