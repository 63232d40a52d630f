/// Where ids and tokens come from (D15).
public enum Identifier {
    private static let idAlphabet = Array("23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz")
    private static let tokenAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    /// A new id of 17 characters, about 98 random bits.
    public static func newID() -> String { text(of: 17, from: idAlphabet) }

    /// A new auth token of 43 characters, 258 random bits.
    public static func newToken() -> String { text(of: 43, from: tokenAlphabet) }

    /// A password for somebody who has to read it off a terminal, about 115 random bits.
    public static func newPassword() -> String { text(of: 20, from: idAlphabet) }

    private static func text(of length: Int, from alphabet: [Character]) -> String {
        // The system generator is cryptographically secure on every platform Swift supports.
        var generator = SystemRandomNumberGenerator()
        return String((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? alphabet[0] })
    }
}
