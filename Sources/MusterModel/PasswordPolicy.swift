/// Which passwords the workspace takes (contract 5.2): none of the rules holds while the policy is off.
public struct PasswordPolicy: Sendable {
    private let settings: Settings

    /// The policy of these settings.
    public init(_ settings: Settings) { self.settings = settings }

    /// The rules that a password breaks, by their names of the contract.
    public func brokenRules(_ password: String) -> [String] {
        guard settings.isOn("Accounts_Password_Policy_Enabled") else { return [] }
        let characters = Array(password.unicodeScalars)
        var broken: [String] = []
        func require(_ isMet: Bool, _ rule: String) { if !isMet { broken.append(rule) } }
        func isOn(_ rule: String) -> Bool { settings.isOn("Accounts_Password_Policy_" + rule) }
        func number(_ rule: String) -> Int { settings.int("Accounts_Password_Policy_" + rule) }
        if number("MinLength") >= 1 { require(characters.count >= number("MinLength"), "minLength") }
        if number("MaxLength") >= 1 { require(characters.count <= number("MaxLength"), "maxLength") }
        if isOn("ForbidRepeatingCharacters") {
            let most = max(1, number("ForbidRepeatingCharactersCount"))
            require(PasswordPolicy.longestRun(characters) <= most, "repeatingCharacters")
        }
        func has(_ ranges: ClosedRange<Unicode.Scalar>...) -> Bool {
            characters.contains { character in ranges.contains { $0.contains(character) } }
        }
        if isOn("AtLeastOneLowercase") { require(has("a"..."z"), "oneLowercase") }
        if isOn("AtLeastOneUppercase") { require(has("A"..."Z"), "oneUppercase") }
        if isOn("AtLeastOneNumber") { require(has("0"..."9"), "oneNumber") }
        if isOn("AtLeastOneSpecialCharacter") {
            let isPlain: (Unicode.Scalar) -> Bool = {
                ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == " "
            }
            require(!characters.allSatisfy(isPlain), "oneSpecial")
        }
        return broken
    }

    private static func longestRun(_ characters: [Unicode.Scalar]) -> Int {
        var longest = 0
        var run = 0
        var previous: Unicode.Scalar?
        for character in characters {
            run = character == previous ? run + 1 : 1
            previous = character
            longest = max(longest, run)
        }
        return longest
    }
}
