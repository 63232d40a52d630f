import MusterModel
import Testing

/// User names, addresses and shown names (contract 5.2).
@Suite("Names and addresses are checked as the contract says")
struct NewUserTests {
    @Test(arguments: [
        "a", "A", "0", "-", "_", ".", "ada.lovelace", "Ada-L_9", "...", String(repeating: "x", count: 255),
    ])
    func `letters, digits, hyphen, underscore and dot make a user name`(_ text: String) {
        #expect(NewUser.isValidUsername(text))
    }

    @Test(arguments: [
        "", " ", "a b", "a@b", "é", "a\u{301}", "ａ", "1٢", "a/b", "a\n", "a\u{0}", "😀", "a+b", "a%20", "\u{212A}",
    ])
    func `anything else makes none`(_ text: String) { #expect(!NewUser.isValidUsername(text)) }

    @Test(arguments: [
        "a@b", "a@b.example", "ada.lovelace+x@mail.example.com", "a@1.2", "é@example.com", "a@bücher.example",
        "a'b@c.de",
        "a@b-c.de",
    ])
    func `an address is something, one at sign and a host`(_ text: String) { #expect(NewUser.isValidEmail(text)) }

    @Test(arguments: [
        "", "a", "@", "a@", "@b", "a@@b", "a@b@c", "a b@c", "a@b c", "a@.b", "a@b.", "a@b..c", "a@-b", "a@b-", "a@b\n",
        "a\u{0}@b", "\"a\"@b", "a@[1.2.3.4]", "a,b@c", "<a@b>", "a;b@c", "a\\b@c", "a@b.-c.d",
        String(repeating: "a", count: 250) + "@b.de",
    ])
    func `what no address can be is refused`(_ text: String) { #expect(!NewUser.isValidEmail(text)) }

    @Test(arguments: ["<", ">", "\\", "/", "a<b", "%3C", "%3c", "a%3Eb", "%5C", "%2f", "%2F", "x/"])
    func `a name with brackets or slashes is unsafe, percent-encoded too`(_ name: String) {
        #expect(NewUser.nameIsUnsafe(name))
    }

    @Test(arguments: ["", "Ada Lovelace", "O'Neill-Ångström", "100 %", "%3", "3c", "%41", "a & b"])
    func `other names are safe`(_ name: String) { #expect(!NewUser.nameIsUnsafe(name)) }

    @Test func `six names belong to nobody`() {
        #expect(NewUser.reservedUsernames == ["admin", "administrator", "system", "user", "all", "here"])
    }

    @Test func `a new user is an active person with an id and the default roles`() {
        let user = NewUser(username: "ada", name: "Ada")
        #expect(user.id.count == 17)
        #expect(user.id != NewUser(username: "ada", name: "Ada").id)
        #expect(user.active && user.type == "user" && user.roles == nil && user.passwordHash == nil)
    }

    @Test(arguments: [("ADA", "ada"), ("Ärger", "ärger"), ("ΆΛΦΑ", "άλφα"), ("ЖУК", "жук"), ("straße", "straße")])
    func `folding is lower case of every script`(_ text: String, _ folded: String) { #expect(text.folded == folded) }
}
