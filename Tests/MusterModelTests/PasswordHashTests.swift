import Foundation
import MusterModel
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Password hashes (D24).
@Suite("Passwords are kept as bcrypt of their digest")
struct PasswordHashTests {
    @Test func `a hash fits its password and no other`() throws {
        let digest = Digest.hex("correct horse")
        let hash = try PasswordHash.make(ofDigest: digest)
        #expect(hash.hasPrefix("$2b$10$"))
        #expect(hash.utf8.count == 60)
        #expect(PasswordHash.verify(digest: digest, against: hash))
        #expect(!PasswordHash.verify(digest: Digest.hex("correct horsf"), against: hash))
        #expect(!PasswordHash.verify(digest: "correct horse", against: hash))
        #expect(!PasswordHash.verify(digest: digest.uppercased(), against: hash))
        #expect(!PasswordHash.verify(digest: "", against: hash))
    }

    @Test func `two hashes of one password differ`() throws {
        let digest = Digest.hex("x")
        #expect(try PasswordHash.make(ofDigest: digest) != PasswordHash.make(ofDigest: digest))
    }

    @Test func `hashes made by others with prefix 2a and 2y are accepted`() throws {
        let digest = Digest.hex("imported")
        let rest = try PasswordHash.make(ofDigest: digest).dropFirst(4)
        for prefix in ["$2a$", "$2y$"] {
            #expect(PasswordHash.verify(digest: digest, against: prefix + rest))
            #expect(!PasswordHash.verify(digest: Digest.hex("other"), against: prefix + rest))
        }
    }

    /// Known answers published with bcrypt's reference implementation.
    @Test(arguments: [
        ("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
        ("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"),
        ("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"),
        ("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"),
    ])
    func `it is the bcrypt of everybody else`(_ text: String, _ hash: String) {
        #expect(PasswordHash.verify(digest: text, against: hash))
        #expect(!PasswordHash.verify(digest: text + "x", against: hash))
    }

    @Test(arguments: [
        "", " ", "x", "*", "*0", "*1", "$", "$2", "$2b", "$2b$", "$2b$10", "$2b$10$", "$2b$10$short", "$2b$1$",
        "$2b$99$7EqJtq98hPqEX7fNZaFWoO5xG5y7pX6QyP8yGq1hYk1F4l9c0vH9e", "$2c$10$7EqJtq98hPqEX7fNZaFWoO",
        "$2b$10$7EqJtq98hPqEX7fNZaFWoO5xG5y7pX6QyP8yGq1hYk1F4l9c0vH9", "$2b$10$7EqJtq98hPqEX7fNZaFWoO5xG5y7pX6QyP",
        "$2b$xx$7EqJtq98hPqEX7fNZaFWoO5xG5y7pX6QyP8yGq1hYk1F4l9c0vH9e", "$1$salt$hash", "$6$salt$hash", "ab",
        "abcdefghijklm",
        "$2b$10$ééééééééééé", "$2b$10$!!!!!!!!!!!!!!!!!!!!!!", "\u{0}", "$2b$10$\u{0}", "$y$j9T$x$y",
    ])
    func `what is no bcrypt text fits nothing`(_ hash: String) {
        #expect(!PasswordHash.verify(digest: Digest.hex("x"), against: hash))
        #expect(!PasswordHash.verify(digest: "", against: hash))
        #expect(!PasswordHash.verify(digest: hash, against: hash))
    }

    @Test func `texts far longer than any hash or digest do no harm`() {
        let long = String(repeating: "$2b$10$", count: 20_000)
        #expect(!PasswordHash.verify(digest: "x", against: long))
        #expect(!PasswordHash.verify(digest: long, against: "$2b$10$"))
    }

    @Test func `the unknown user's hash fits nobody and takes as long as a real one`() throws {
        let digest = Digest.hex("x")
        let real = try PasswordHash.make(ofDigest: digest)
        func cost(_ hash: String) -> Double {
            // This thread's own time, the least of a few: what others do meanwhile does not count.
            (0..<3).map { _ in
                let start = Self.threadSeconds()
                #expect(PasswordHash.verify(digest: digest, against: hash) == (hash == real))
                return Self.threadSeconds() - start
            }.min() ?? 0
        }
        let ratio = cost(PasswordHash.ofNobody) / cost(real)
        #expect((0.7...1.4).contains(ratio), "\(ratio)")
    }

    private static func threadSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
