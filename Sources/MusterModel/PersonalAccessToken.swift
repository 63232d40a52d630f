/// A personal access token, as far as anybody may see it again.
public struct PersonalAccessToken: Sendable, Equatable {
    /// The name its owner gave it.
    public let name: String
    /// Its last six characters.
    public let lastPart: String
    /// Whether it makes a second factor needless.
    public let bypassesTwoFactor: Bool
    /// When it was made.
    public let createdAt: Timestamp

    /// A token's record.
    public init(name: String, lastPart: String, bypassesTwoFactor: Bool, createdAt: Timestamp) {
        self.name = name
        self.lastPart = lastPart
        self.bypassesTwoFactor = bypassesTwoFactor
        self.createdAt = createdAt
    }
}
