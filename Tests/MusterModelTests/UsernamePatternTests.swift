import Foundation
import MusterModel
import Testing

/// `UTF8_User_Names_Validation` (D73).
@Suite("User names fit the workspace's pattern, and no pattern keeps a core busy")
struct UsernamePatternTests {
    private static func admits(_ pattern: String, _ name: String) -> Bool {
        Settings(stored: ["UTF8_User_Names_Validation": .string(pattern)]).isValidUsername(name)
    }

    @Test(arguments: [
        ("[0-9a-zA-Z-_.]+", "John.Doe-_1", true), ("[0-9a-zA-Z-_.]+", "Jörg", false), (#"[\p{L}0-9]+"#, "Jörg日本", true),
        (#"[\p{L}0-9]+"#, "a b", false), ("[a-z]+", "abc", true), ("[a-z]+", "abC", false), ("[a-z]{3,5}", "ab", false),
        ("[a-z]{3,5}", "abcd", true), ("a|bc", "bc", true), ("a|bc", "ac", false), ("a|bc", "abc", false),
        (".+", "a@b c", true), ("[^/]+", "a/b", false), ("", "abc", true), ("", "Jörg", false), ("[", "abc", true),
        ("[", "Jörg", false),
    ])
    func `the whole name must fit, and a pattern that is none is the default`(
        _ pattern: String, _ name: String, _ isValid: Bool
    ) {
        #expect(Self.admits(pattern, name) == isValid)
    }

    @Test(arguments: ["", " ", " a", "a ", "a\n", "a\u{0}b", "a\tb", String(repeating: "a", count: 256)])
    func `no pattern lets a name in that cannot be seen or kept`(_ name: String) {
        #expect(!Self.admits(#"[\s\S]*"#, name))
        #expect(Self.admits(#"[\s\S]*"#, "a b"))
    }

    @Test(arguments: [
        "(a+)+", "(a|aa)+", "(a*)*", "([a-z]+)*", "((a*)*)*b", "(.*.*.*.*.*.*)x", "((a{1,200}){1,200}){1,200}",
        "(a|a|a|a)*",
    ])
    func `a pattern that would search for ever gives up, and the name is refused`(_ pattern: String) {
        let began = ContinuousClock.now
        #expect(!Self.admits(pattern, String(repeating: "a", count: 254) + "!"))
        #expect(ContinuousClock.now - began < .seconds(5), "without a bound it would take years")
        #expect(Self.admits(pattern + "|ok", "ok"))
    }

    @Test func `what is no pattern, or too long, is not stored`() {
        for bad in ["[", "(", "a{2,1}", "*", "a)|(b", #"\"#, String(repeating: "a", count: 1025)] {
            #expect(!Settings.fits(.string(bad), "UTF8_User_Names_Validation"), "\(bad)")
        }
        for good in ["", ".*", "[0-9a-zA-Z-_.]+", #"[\p{L}\p{N}._-]+"#, "(?:a|b)c?"] {
            #expect(Settings.fits(.string(good), "UTF8_User_Names_Validation"), "\(good)")
        }
    }
}
