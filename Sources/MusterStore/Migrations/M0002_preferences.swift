extension Migration {
    /// What users prefer, beside the defaults.
    static let preferences = Migration(
        number: 2, name: "preferences", statements: ["ALTER TABLE users ADD COLUMN preferences {text}"])
}
