public import Testing

/// What a test or a suite proves: `@Test(.holds("4.4.3"), .keepsAway("RC#25444"))`. `scripts/facts` reads it.
public struct HeldFacts: TestTrait, SuiteTrait {
    /// Numbers of facts or sections in docs/contract.
    public let facts: [String]
    /// Numbers of docs/complaints.md.
    public let complaints: [String]
}

extension Trait where Self == HeldFacts {
    /// The facts of the contract that a test holds.
    ///
    /// - Parameter facts: Numbers as `4.4.3` or `D13.2`; of a suite also sections, as `1.3`.
    /// - Returns: The trait.
    public static func holds(_ facts: String...) -> Self { HeldFacts(facts: facts, complaints: []) }

    /// The complaints that a test keeps away.
    ///
    /// - Parameter complaints: Numbers as `RC#25444`; of a row with several, one.
    /// - Returns: The trait.
    public static func keepsAway(_ complaints: String...) -> Self { HeldFacts(facts: [], complaints: complaints) }
}
