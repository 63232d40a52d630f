/// The settings that decide what a transition does (conversations 13).
public struct RoomRules: Sendable, Equatable {
    /// Seconds after which a held room is closed; 0 for never.
    public var heldSecondsMax = 3600
    /// Minutes after which a waiting room is closed; 0 or less for never.
    public var queuedMinutesMax = -1
    /// Seconds an agent has for the first answer; 0 for ever.
    public var answerSecondsMax = 0
    /// Seconds without a word after which a visitor counts as gone; nil while that is not watched.
    public var visitorSecondsMax: Int?
    /// Whether an agent may hold only rooms in which a member of staff wrote last.
    public var holdNeedsAnswer = true
    /// Whether closing asks for a comment.
    public var closingNeedsComment = true
    /// Whether the department asks for a tag before closing.
    public var closingNeedsTag = false
    /// Whether the widget asks the visitor for a transcript after closing.
    public var promptsForTranscript = false

    /// The defaults.
    public init() {}
}
