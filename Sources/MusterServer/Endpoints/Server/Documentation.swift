import HTTPTypes
import MusterModel

/// `GET /api/muster/v1/openapi.json` and `GET /docs`: what this server can do, for programs and for people (D20).
enum Documentation {
    static func handle(_ call: Call<Caller?>) async throws -> Reply { .json(.ok, Document.json) }

    static func handlePage(_ call: Call<Caller?>) async throws -> Reply { .page(ReaderPage.html) }
}
