import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST users.setAvatar`: a form with the part `image`, or JSON with a `data:` URL (D84).
@Suite("POST users.setAvatar")
struct SetAvatarTests {
    static let rows: [Scenario] = [
        Scenario(
            "one's own by a data: URL", "POST users.setAvatar", as: .plain, body: AvatarTests.set, status: 200,
            contains: [#"{"success":true}"#], events: ["user.avatar-changed"]),
        Scenario(
            "what a data: URL says it is does not count", "POST users.setAvatar", as: .plain,
            body: #"{"avatarUrl":"data:text/html;base64,\#(AvatarTests.dot)"}"#, status: 200,
            events: ["user.avatar-changed"]),
        Scenario(
            "one's own by name", "POST users.setAvatar", as: .plain, body: AvatarTests.set(#""username":"plain""#),
            status: 200,
            events: ["user.avatar-changed"]),
        Scenario(
            "somebody else's, for who may", "POST users.setAvatar", body: AvatarTests.set(#""userId":"id-plain""#),
            status: 200,
            events: ["user.avatar-changed"]),
        Scenario(
            "somebody else's, for who may not", "POST users.setAvatar", as: .plain,
            body: AvatarTests.set(#""userId":"id-agent""#), status: 400, contains: [AvatarTests.notAllowed]),
        Scenario(
            "nobody's", "POST users.setAvatar", body: AvatarTests.set(#""userId":"none""#), status: 400,
            contains: ["[error-invalid-user]"]),
        Scenario(
            "nothing is fetched from elsewhere", "POST users.setAvatar", as: .plain,
            body: #"{"avatarUrl":"http://127.0.0.1:1/x.png"}"#, status: 400,
            contains: ["Images are not fetched from elsewhere", AvatarTests.invalidURL]),
        Scenario(
            "nor from a file", "POST users.setAvatar", as: .plain, body: #"{"avatarUrl":"file:///etc/passwd"}"#,
            status: 400, contains: [AvatarTests.invalidURL]),
        Scenario(
            "a data: URL is in base64", "POST users.setAvatar", as: .plain,
            body: #"{"avatarUrl":"data:image/gif,GIF89a"}"#,
            status: 400, contains: ["The data: URL has no image in base64", AvatarTests.invalidURL]),
        Scenario(
            "and rightly so", "POST users.setAvatar", as: .plain, body: #"{"avatarUrl":"data:image/gif;base64,*"}"#,
            status: 400, contains: [AvatarTests.invalidURL]),
        Scenario(
            "an SVG is refused", "POST users.setAvatar", as: .plain,
            body: #"{"avatarUrl":"data:image/svg+xml;base64,PHN2Zy8+"}"#, status: 400,
            contains: ["The file is no PNG, JPEG, GIF or WebP image [error-invalid-image]"]),
        Scenario(
            "there is no image", "POST users.setAvatar", as: .plain, body: "{}", status: 400,
            contains: ["There is no image", "error-invalid-image"]),
        Scenario(
            "the URL is a text", "POST users.setAvatar", as: .plain, body: #"{"avatarUrl":{}}"#, status: 400,
            contains: [Refusal.schema("must be string")]),
        Scenario(
            "other members are refused", "POST users.setAvatar", as: .plain, body: AvatarTests.set(#""x":1"#),
            status: 400,
            contains: [Refusal.extraMember]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
