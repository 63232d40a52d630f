import MusterModel
import MusterStore

/// `GET users.getAvatar` and `GET /avatar/:username`: what a user looks like (D84).
enum ReadAvatar {
    static let about = About(
        "Find a user's image",
        query: NamedUser.schema,
        example: ["username": "petra"], answer: "http://localhost:3000/avatar/petra", status: 307)
    static let aboutImage = About(
        "A user's image", path: ["username": "petra"], answer: "<svg", contentType: "image/svg+xml",
        otherTypes: ["image/gif", "image/jpeg", "image/png", "image/webp"])

    static func handle(_ call: Call<Caller?>) async throws -> Reply {
        guard let named = try NamedUser(asSent: call.query).reference() else { throw Failure.nobodyNamed }
        guard let user = try await call.store.user(named) else { throw Failure.unknownUser }
        return .redirect(to: user.avatarURL(call.settings))
    }

    /// Tells nobody whether there is such a user: every name has initials.
    static func handleImage(_ call: Call<Caller?>) async throws -> Reply {
        let username = try call.parameter("username")
        if let image = try await call.store.avatar(ofUsername: username) {
            return call.has(etag: image.etag)
                ? .unchanged(etag: image.etag) : .image(image.bytes, image.contentType, etag: image.etag)
        }
        let svg = InitialsImage.svg(of: username)
        let etag = Digest.hex(svg)
        return call.has(etag: etag) ? .unchanged(etag: etag) : .image(Array(svg.utf8), "image/svg+xml", etag: etag)
    }
}
