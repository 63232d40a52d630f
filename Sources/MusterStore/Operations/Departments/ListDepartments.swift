public import MusterModel

/// Which departments a list shows.
public struct DepartmentQuery: Sendable {
    /// What becomes of archived departments.
    public enum Archived: Sendable {
        /// They are left out.
        case hidden
        /// They are among the others.
        case shown
        /// There are no others.
        case alone
    }

    /// What the name contains, whatever the case.
    public var text = ""
    /// For a restricted caller, only those of their units (D27).
    public var onlyMine = false
    /// Only enabled ones.
    public var onlyEnabled = false
    /// Archived ones.
    public var archived = Archived.hidden
    /// One that is left out.
    public var excludedID: String?
    /// What the name begins with, whatever the case.
    public var prefix = ""
    /// These alone; nil for any.
    public var ids: [String]?
    /// Those that are left out.
    public var exceptIDs: [String] = []

    /// Every department that is not archived.
    public init() {}
}

extension Store {
    /// A page of departments, by name.
    ///
    /// - Parameters:
    ///   - query: Which ones.
    ///   - page: Which part of them, and in which order.
    ///   - caller: Who asks: `onlyMine` depends on them.
    ///   - delivery: How the rows are handed over.
    /// - Returns: The page, and how many there are in all.
    public func departments(
        _ query: DepartmentQuery, _ page: Page, for caller: Caller, _ delivery: Delivery<Department> = .whole
    ) async throws -> Paged<Department> {
        try await read(isLong: delivery.isLong) { transaction in
            var filter = Filter()
            filter.search(query.text, in: .departments)
            if query.onlyEnabled { filter.require("d.enabled = 1") }
            switch query.archived {
            case .hidden: filter.require("coalesce(d.archived, 0) = 0", except: "d.archived = 1")
            case .shown: break
            case .alone: filter.require("d.archived = 1")
            }
            if let id = query.excludedID { filter.require("d.id <> \(filter.bind(.text(id)))") }
            filter.search(prefix: query.prefix, in: .departments)
            if let ids = query.ids { filter.requireOne(of: ids, "d.id") }
            filter.requireNone(of: query.exceptIDs, "d.id")
            if query.onlyMine { Scope(of: caller).limitDepartments(&filter, unitColumn: "d.unit_id") }
            return try transaction.departments(filter, page, delivery)
        }
    }
}
