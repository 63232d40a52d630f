/// A department: agents who answer one kind of question.
public struct Department: Sendable, Equatable {
    /// The id.
    public let id: String
    /// The name.
    public let name: String
    /// Whether it takes chats.
    public let enabled: Bool
    /// Nil until it was archived once, then true or false (contract 4).
    public let archived: Bool?
    /// Every member that was saved, in the order sent: `name`, `enabled`, `email`, the switches, custom fields.
    public let fields: JSONObject
    /// Its agents, counted; nil until agents were changed once (contract 4).
    public let agentCount: Int?
    /// The unit it belongs to.
    public let unitID: String?
    /// Whether it belongs or belonged to a unit; then the wire shows nulls (D13).
    public let wasInUnit: Bool
    /// The last change.
    public let updatedAt: Timestamp

    /// A department as it stands in the store.
    public init(
        id: String, name: String, enabled: Bool, archived: Bool?, fields: JSONObject, agentCount: Int?, unitID: String?,
        wasInUnit: Bool, updatedAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.enabled = enabled
        self.archived = archived
        self.fields = fields
        self.agentCount = agentCount
        self.unitID = unitID
        self.wasInUnit = wasInUnit
        self.updatedAt = updatedAt
    }

    /// Members of the wire that clients read and may send back, but never set (D31).
    public static let derivedKeys: Set = [
        "_id", "type", "numAgents", "parentId", "ancestors", "archived", "businessHourId", "_updatedAt",
    ]
}
