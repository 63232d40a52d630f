import MusterModel
import Testing

/// SHA-256 in the two spellings of the contract (1.2, 1.3).
@Suite("Digests are the published ones")
struct DigestTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        ("é", "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"),
    ])
    func `the hex digest is lower case and of 64 characters`(_ text: String, _ digest: String) {
        #expect(Digest.hex(text) == digest)
    }

    @Test(arguments: [
        ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
        ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
    ])
    func `a token's digest is base64`(_ token: String, _ digest: String) { #expect(Digest.ofToken(token) == digest) }

    @Test func `equal texts are equal, and any other byte or length is not`() {
        let text = Digest.hex("x")
        #expect(Digest.areEqual(text, text))
        #expect(Digest.areEqual("", ""))
        #expect(!Digest.areEqual(text, ""))
        #expect(!Digest.areEqual(text, String(text.dropLast())))
        #expect(!Digest.areEqual(text, text + "0"))
        for index in text.indices {
            var other = text
            other.replaceSubrange(index...index, with: text[index] == "0" ? "1" : "0")
            #expect(!Digest.areEqual(text, other))
        }
        // Equal to Swift's own comparison, not the same bytes.
        #expect(!Digest.areEqual("\u{e9}xx", "e\u{301}xx"))
    }
}
