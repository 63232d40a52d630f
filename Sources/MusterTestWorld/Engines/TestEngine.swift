/// The storage engines that suites run on, each test once on every one.
public enum TestEngine: String, Sendable, CaseIterable, CustomStringConvertible {
    /// A fresh file a test.
    case sqlite
    /// A fresh database a test, on the server that `scripts/postgres` starts.
    case postgres

    /// How the engine is called in test names.
    public var description: String { rawValue }
}
