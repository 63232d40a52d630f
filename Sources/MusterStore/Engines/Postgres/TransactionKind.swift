/// What is done in a transaction, and so how strictly it is kept apart from others.
enum TransactionKind {
    /// Reads.
    case read(ReadView)
    /// Writes. Serializable: an operation is right if it is right alone, on this engine as on the other. Read committed
    /// where it holds all that it relies on: who has waited for a lock must see what was done meanwhile, and a stricter
    /// transaction sees what was there when it began.
    case write(Isolation)
    /// Read committed behind a lock.
    case migration

    /// Whether it writes nothing.
    var onlyReads: Bool { if case .read = self { true } else { false } }

    /// The statement that begins it.
    var begin: String {
        switch self {
        case .read(.oneState): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case .read(.newestByStatement): "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY"
        case .write(.asIfAlone): "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
        case .write(.byHolding), .migration: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
        }
    }
}
