public import MusterModel

/// A setting with its value of now.
public struct Setting: Sendable {
    /// The id.
    public let id: String
    /// What was stored, or else the default; of a hidden one nothing.
    public let value: JSON
}

extension Store {
    /// A page of the settings by id.
    ///
    /// - Parameters:
    ///   - ids: These alone; nil for all that exist.
    ///   - page: Which part of them.
    ///   - caller: Who asks; without `view-privileged-setting`, or without a caller, public ones alone.
    public func settings(
        among ids: [String]?, _ page: Page, for caller: Caller?
    ) async throws -> Paged<Setting> {
        try await read { transaction in
            let named = try Store.settings(named: page.conditions)
            let seesAll = try caller.map { try transaction.holds($0, "view-privileged-setting") } ?? false
            let settings = try transaction.settings()
            let shown = Settings.defaults.keys.filter { id in
                (seesAll || Settings.publicIDs.contains(id)) && ids?.contains(same: id) != false
                    && named?.contains(same: id) != false
            }
            let isDescending = page.sort?.first { $0.field == "_id" }?.ascending == false
            let sorted = shown.sorted { isDescending ? $0 > $1 : $0 < $1 }
            let part = sorted.dropFirst(page.offset).prefix(page.count ?? .max)
            return Paged(rows: part.map { Setting(id: $0, value: settings.shown($0)) }, total: shown.count)
        }
    }

    /// The ids that a query names (D80); nil when it names none.
    private static func settings(named conditions: [Condition]) throws -> [String]? {
        guard let condition = conditions.first else { return nil }
        guard conditions.count == 1, condition.member == "_id", case .texts(let ids) = condition.values else {
            throw StoreRefusal.query(.unknownMember(condition.member))
        }
        return ids
    }
}
