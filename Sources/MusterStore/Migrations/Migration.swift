/// One numbered step of the schema. Never edited after a release.
struct Migration: Sendable {
    let number: Int
    let name: String
    /// Statements in the dialect's tokens.
    let statements: [String]

    /// Every step, in order.
    static let all: [Migration] = [
        organisation, preferences, deletedRoles, history, avatarsAndResets, archivedMembers, lists, policyRevision,
        eventOrder, listLengths,
    ]

    /// The schema this program knows.
    static var newest: Int { all.map(\.number).max() ?? 0 }
}
