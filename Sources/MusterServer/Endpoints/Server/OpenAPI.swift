import HTTPTypes
import MusterModel

/// `GET /api/muster/v1/openapi.json` and `GET /docs`: what this server can do, for programs and for people (D20).
enum OpenAPI {
    static let about = About("What this server can do", answer: .open(["openapi": .always("3.1.0")]))
    static let aboutPage = About("The same for people", answer: "<!doctype html>", contentType: "text/html")

    // The same for everybody as long as the server runs: written once, not for every request.
    private static let description = Reply.json(.ok, OpenAPIDocument.json)
    private static let page = Reply.page(ReaderPage.html)

    static func handle(_ call: Call<Caller?>) async throws -> Reply { description }

    static func handlePage(_ call: Call<Caller?>) async throws -> Reply { page }
}
