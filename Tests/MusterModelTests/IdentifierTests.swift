import Facts
import MusterModel
import Testing

/// Ids, tokens and passwords that Muster makes (D15).
@Suite("Ids and tokens have the contract's form and never repeat")
struct IdentifierTests {
    static let idAlphabet = Set("23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz")
    static let tokenAlphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    @Test func `an id is 17 characters of the page's alphabet`() {
        for _ in 0..<1000 {
            let id = Identifier.newID()
            #expect(id.utf8.count == 17)
            #expect(id.allSatisfy(Self.idAlphabet.contains), "\(id)")
        }
    }

    @Test(.holds("1.7.26")) func `a token is 43 letters, digits, hyphens and underscores`() {
        for _ in 0..<1000 {
            let token = Identifier.newToken()
            #expect(token.utf8.count == 43)
            #expect(token.allSatisfy(Self.tokenAlphabet.contains), "\(token)")
        }
    }

    @Test func `a password is 20 characters that nobody mistakes for others`() {
        let password = Identifier.newPassword()
        #expect(password.utf8.count == 20)
        #expect(Set("0O1lIUV").isDisjoint(with: password))
    }

    @Test func `ten thousand ids and tokens are all different`() {
        #expect(Set((0..<10_000).map { _ in Identifier.newID() }).count == 10_000)
        #expect(Set((0..<10_000).map { _ in Identifier.newToken() }).count == 10_000)
    }

    @Test(arguments: [true, false])
    func `each character comes about as often as any other`(_ isID: Bool) {
        let alphabet = isID ? Self.idAlphabet : Self.tokenAlphabet
        let text = (0..<10_000).map { _ in isID ? Identifier.newID() : Identifier.newToken() }.joined()
        let counts = Dictionary(grouping: text, by: \.self).mapValues(\.count)
        let usual = text.count / alphabet.count
        #expect(Set(counts.keys) == alphabet)
        // More than ten standard deviations to both sides: chance alone never leaves this.
        for (character, count) in counts { #expect(abs(count - usual) < usual / 4, "\(character) \(count)") }
    }

    @Test(arguments: [true, false])
    func `threads that make them at the same time make different ones`(_ isID: Bool) async {
        let all = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<1000).map { _ in isID ? Identifier.newID() : Identifier.newToken() } }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(all).count == 8000)
    }
}
