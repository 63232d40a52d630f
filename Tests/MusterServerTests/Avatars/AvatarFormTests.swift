import Foundation
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Uploads by `multipart/form-data` (D84).
@Suite("An uploaded form is read strictly and within bounds")
struct AvatarFormTests {
    static let dot = Array(Data(base64Encoded: AvatarTests.dot) ?? Data())
    private static let type = "multipart/form-data; boundary=frontier"

    /// A form as browsers write it; names may have a file's name behind them.
    private static func form(_ parts: (name: String, bytes: [UInt8])...) -> [UInt8] {
        parts.flatMap { part in
            Array("--frontier\r\nContent-Disposition: form-data; name=\(part.name)\r\n\r\n".utf8) + part.bytes
                + Array("\r\n".utf8)
        } + Array("--frontier--\r\n".utf8)
    }

    private static func post(
        _ server: TestServer, _ body: [UInt8], as who: Who = .plain, type: String = type
    ) async throws -> HTTPAnswer {
        try await server.send("POST", "users.setAvatar", as: who, bytes: body, headers: [("Content-Type", type)])
    }

    @Test(arguments: TestEngine.allCases)
    func `each kind of image is known by its bytes`(_ engine: TestEngine) async throws {
        let kinds: [(String, [UInt8])] = [
            ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]),
            ("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0]),
            ("image/gif", Self.dot), ("image/webp", Array("RIFF\u{4}\0\0\0WEBPVP8 ".utf8)),
        ]
        try await TestServer.run(engine) { server in
            for (kind, bytes) in kinds {
                let file = #""image"; filename="x;y.txt""#
                #expect(try await Self.post(server, Self.form((file, bytes))).text == #"{"success":true}"#, "\(kind)")
                let image = try await server.send("GET", "/avatar/plain", as: .nobody)
                #expect(image.header("content-type") == kind && image.body == bytes)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a form names somebody as JSON does`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server async throws in
            let file = #""image""#
            let mine = Self.form((file, Self.dot), (#""username""#, Array("plain".utf8)))
            #expect(try await Self.post(server, mine).status == 200)
            let theirs = Self.form((#""userId""#, Array("id-agent".utf8)), (file, Self.dot))
            #expect(try await Self.post(server, theirs).text.contains("Not allowed [error-not-allowed]"))
            #expect(try await Self.post(server, theirs, as: .admin).status == 200)
            #expect(try await server.send("GET", "/avatar/agent", as: .nobody).body == Self.dot)
            let nobody = Self.form((file, Self.dot), (#""userId""#, Array("none".utf8)))
            #expect(try await Self.post(server, nobody, as: .admin).text.contains("[error-invalid-user]"))
            let bytes = Self.form((file, Self.dot), (#""userId""#, [0xFF]))
            #expect(try await Self.post(server, bytes, as: .admin).text.contains("the part userId is not UTF-8"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an image of a megabyte is taken, a byte more is not`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let padding = [UInt8](repeating: 0, count: Limits.avatarBytes - Self.dot.count)
            let most = Self.dot + padding
            #expect(try await Self.post(server, Self.form((#""image""#, most))).status == 200)
            #expect(try await server.send("GET", "/avatar/plain", as: .nobody).body == most)
            let over = try await Self.post(server, Self.form((#""image""#, most + [0])))
            #expect(over.status == 413 && over.text.contains("[error-file-too-large]"))
            let far = try await Self.post(server, Self.form((#""image""#, most + most)))
            #expect(far.status == 413 && far.text.contains("[error-request-entity-too-large]"))
            #expect(try await server.send("GET", "/avatar/plain", as: .nobody).body == most)
            #expect(try await server.eventKinds() == ["user.avatar-changed"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what is no such form is refused, and why`(_ engine: TestEngine) async throws {
        let whole = Self.form((#""image""#, Self.dot))
        let text = { (text: String) in Array(text.utf8) }
        let many =
            (0...Limits.formParts).map { ("n\($0)", [UInt8(65)]) }
            .flatMap { Self.form($0).dropLast(14) } + text("--frontier--\r\n")
        let cases: [(String, [UInt8], String)] = [
            ("multipart/form-data", whole, "there is no boundary"),
            ("multipart/form-data; boundary=", whole, "there is no boundary"),
            ("multipart/form-data; boundary=\(String(repeating: "b", count: 71))", whole, "there is no boundary"),
            ("multipart/form-data; boundary=other", whole, "it does not begin with its boundary"),
            (Self.type, [], "it does not begin with its boundary"),
            (Self.type, text("preamble\r\n") + whole, "it does not begin with its boundary"),
            (Self.type, Array(whole.dropLast(14)), "a part does not end with the boundary"),
            (Self.type, text("--frontier\r\n"), "the header of a part does not end"),
            (Self.type, text("--frontier\r\n\r\n\r\nx\r\n--frontier--"), "a part has no name"),
            (Self.type, text("--frontier\r\nX: y\r\n\r\nx\r\n--frontier--"), "a part has no name"),
            (
                Self.type, text("--frontier\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--frontier--"),
                "a part has no name"
            ),
            (Self.type, text("--frontierX\r\n"), "a boundary does not end its line"),
            (Self.type, Self.form((#""image""#, Self.dot), (#""image""#, Self.dot)), "a part comes twice"),
            (Self.type, many, "there are more than \(Limits.formParts) parts"),
            (
                Self.type, text("--frontier\r\nX: \(String(repeating: "y", count: Limits.formHeaderBytes))\r\n\r\n"),
                "the header of a part does not end"
            ),
            (Self.type, Self.form((#""file""#, Self.dot)), "There is no image"),
            (Self.type, Self.form((#""image""#, [])), "The file is no PNG, JPEG, GIF or WebP image"),
            (Self.type, Self.form((#""image""#, text("<svg/>"))), "The file is no PNG, JPEG, GIF or WebP image"),
        ]
        try await TestServer.run(engine) { server in
            for (type, body, reason) in cases {
                let answer = try await Self.post(server, body, type: type)
                #expect(answer.status == 400 && answer.text.contains(reason), "\(reason): \(answer.text)")
            }
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test func `parameters of a header are read with their quotation marks`() {
        for (text, name) in [
            (#"form-data; name="a;b""#, "a;b"), (#"form-data; name="a\"b"; filename=x"#, "a\"b"),
            (#"form-data ;NAME = a "#, "a"), (#"form-data; filename="x"; name="""#, ""),
        ] { #expect(HeaderValue(text)?.parameters["name"] == name, "\(text)") }
        for text in ["form-data; name=a; name=b", "form-data; =a", "form-data; name"] {
            #expect(HeaderValue(text) == nil, "\(text)")
        }
    }
}
