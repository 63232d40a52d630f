import Foundation

/// How much the long proofs try: `scripts/test --all` asks for the whole of them, else each has a short form.
public enum WholeProofs {
    /// Whether they are asked for.
    public static let areAsked = ProcessInfo.processInfo.environment["MUSTER_TESTS"] == "all"

    /// The first where whole proofs are asked for, else the second.
    public static func orElse<Amount>(_ whole: Amount, short: Amount) -> Amount { areAsked ? whole : short }
}
