/// Which passwords the workspace takes (contract 5.2): none of the rules holds while the policy is off.
public struct PasswordPolicy: Sendable {
    /// One of its rules, by its name of the contract.
    public enum Rule: String, Sendable {
        case minLength, maxLength, repeatingCharacters, oneLowercase, oneUppercase, oneNumber, oneSpecial

        /// What is said of a password that breaks it.
        public var message: String {
            switch self {
            case .minLength: "The password does not meet the minimum length password policy."
            case .maxLength: "The password does not meet the maximum length password policy."
            case .repeatingCharacters:
                "The password contains repeating characters which is against the password policy."
            case .oneLowercase: Rule.lacking("lowercase")
            case .oneUppercase: Rule.lacking("uppercase")
            case .oneNumber: Rule.lacking("numerical")
            case .oneSpecial: Rule.lacking("special")
            }
        }

        private static func lacking(_ kind: String) -> String {
            "The password does not contain at least one \(kind) character which is against the password policy."
        }
    }

    private let settings: Settings

    /// The policy of these settings.
    public init(_ settings: Settings) { self.settings = settings }

    /// The rules that a password breaks.
    public func brokenRules(_ password: String) -> [Rule] {
        guard settings.isOn("Accounts_Password_Policy_Enabled") else { return [] }
        let characters = Array(password.unicodeScalars)
        var broken: [Rule] = []
        func require(_ isMet: Bool, _ rule: Rule) { if !isMet { broken.append(rule) } }
        func isOn(_ rule: String) -> Bool { settings.isOn("Accounts_Password_Policy_" + rule) }
        let least = settings.atLeast("Accounts_Password_Policy_MinLength")
        let most = settings.atMost("Accounts_Password_Policy_MaxLength")
        if least >= 1 { require(characters.count >= least, .minLength) }
        if most >= 1 { require(characters.count <= most, .maxLength) }
        if isOn("ForbidRepeatingCharacters") {
            let longest = max(1, settings.atMost("Accounts_Password_Policy_ForbidRepeatingCharactersCount"))
            require(PasswordPolicy.longestRun(characters) <= longest, .repeatingCharacters)
        }
        func has(_ ranges: ClosedRange<Unicode.Scalar>...) -> Bool {
            characters.contains { character in ranges.contains { $0.contains(character) } }
        }
        if isOn("AtLeastOneLowercase") { require(has("a"..."z"), .oneLowercase) }
        if isOn("AtLeastOneUppercase") { require(has("A"..."Z"), .oneUppercase) }
        if isOn("AtLeastOneNumber") { require(has("0"..."9"), .oneNumber) }
        if isOn("AtLeastOneSpecialCharacter") {
            let isPlain: (Unicode.Scalar) -> Bool = {
                ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == " "
            }
            require(!characters.allSatisfy(isPlain), .oneSpecial)
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
