public import MusterModel

extension Store {
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
}

extension Transaction {
    /// Which units a list or a read shows: all to a holder of the permission whom nothing restricts, else their own.
    func unitScope(of caller: Caller) throws -> Scope {
        try !caller.isRestricted && holds(caller, "manage-livechat-units")
            ? .everything : .unitsOfMonitor(userID: caller.id)
    }
}
