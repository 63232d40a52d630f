/// What a write asks of a unit, as far as it can be read back.
struct CrashState: Hashable, Sendable {
    let name: String
    let visibility: String
}

/// One write that a connection sent.
struct CrashWrite: Sendable {
    /// The unit it changes; nil while it makes one.
    let unitID: String?
    let state: CrashState
}

/// What one connection did in one round.
struct CrashOutcome: Sendable {
    /// The acknowledged writes in the order of their answers, each with the unit's id.
    var acknowledged: [(id: String, state: CrashState)] = []
    /// The write that was sent and not answered.
    var unanswered: CrashWrite?
    /// What the server did that it never should.
    var problem: String?
}

/// What is known of the units of one database.
struct CrashLedger {
    /// A unit: what it must look like, and which connection alone changes it.
    struct Entry {
        var state: CrashState
        let owner: Int
    }

    /// The units that were acknowledged or found, by id.
    var units: [String: Entry] = [:]

    /// The ids of the units that a connection changes, in an order that does not depend on hashing.
    func owned(by owner: Int) -> [String] { units.filter { $1.owner == owner }.keys.sorted() }
}
