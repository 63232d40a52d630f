import Facts
import MusterModel
import Testing

/// D68: a fraction in a setting counts, and no positive number is read as 0, which for many settings means "off".
@Suite("Numbers of settings are read as they are stored")
struct SettingNumberReadingTests {
    private static func read<Value>(_ number: Double, _ reading: (Settings) -> Value) -> Value {
        reading(Settings(stored: ["API_Default_Count": .number(number)]))
    }

    @Test(
        .keepsAway("Muster 11.15"),
        arguments: [
            (7.0, 7, 7), (7.4, 8, 7), (0.4, 1, 1), (0.0001, 1, 1), (0, 0, 0), (-1, -1, -1), (-1.5, -1, -1),
            (-0.5, 0, 0),
            (1e300, 1_000_000_000, 1_000_000_000), (-1e300, -1_000_000_000, -1_000_000_000),
        ])
    func `a fraction is rounded towards what it asks for`(_ number: Double, _ least: Int, _ most: Int) {
        #expect(Self.read(number) { $0.atLeast("API_Default_Count") } == least)
        #expect(Self.read(number) { $0.atMost("API_Default_Count") } == most)
    }

    @Test(
        arguments: [
            (0.05, 60_000, 3000), (1.5, 60_000, 90_000), (0.000_001, 60_000, 1), (0.5, 1, 1), (0, 60_000, 0),
            (0.5, 86_400_000, 43_200_000), (-1, 60_000, -60_000), (1e300, 86_400_000, 86_400_000_000_000_000),
        ] as [(Double, Int64, Int64)])
    func `a duration lasts a millisecond at least`(_ number: Double, _ unit: Int64, _ milliseconds: Int64) {
        #expect(Self.read(number) { $0.milliseconds("API_Default_Count", of: unit) } == milliseconds)
    }

    static let policy: [(setting: String, number: Double, good: String, bad: String)] = [
        ("MinLength", 7.5, "Abcdef1!", "Abcde1!"), ("MaxLength", 8.5, "Abcdef1!", "Abcdefg1!"),
        ("ForbidRepeatingCharactersCount", 1.5, "Abcdef1!", "Abbdef1!"),
        ("ForbidRepeatingCharactersCount", 0.5, "Abcdef1!", "Abbdef1!"), ("MaxLength", 8.999, "Abcdef1!", "Abcdefg1!"),
    ]

    @Test(arguments: policy)
    func `so does the password policy`(_ row: (setting: String, number: Double, good: String, bad: String)) {
        let policy = PasswordPolicy(
            Settings(stored: [
                "Accounts_Password_Policy_Enabled": true,
                "Accounts_Password_Policy_" + row.setting: .number(row.number),
            ]))
        #expect(policy.brokenRules(row.good) == [])
        #expect(policy.brokenRules(row.bad) != [])
    }

    @Test(arguments: [0.5, 0.001, 30.25])
    func `and how long a login lasts`(_ days: Double) {
        let settings = Settings(stored: ["Accounts_LoginExpiration": .number(days)])
        #expect(settings.loginMilliseconds == Int64(days * 86_400_000))
    }
}
