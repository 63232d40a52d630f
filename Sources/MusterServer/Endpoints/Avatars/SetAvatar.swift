import MusterModel
import MusterStore

/// `POST users.setAvatar`: a form with the part `image`, or JSON with a `data:` URL (D84).
enum SetAvatar {
    static let about = About(
        "Upload an image", body: schema,
        example: ["avatarUrl": "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"],
        upload: "image")

    static let schema = Schema(["avatarUrl": .string(), "userId": .string(), "username": .string()])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let (image, named) = try await request(call)
        try await call.store.setAvatar(image, of: named ?? .id(call.caller.id), by: call.caller)
        return .success()
    }

    private static func request(_ call: Call<Caller>) async throws -> (Avatar, UserReference?) {
        if let form = try await call.form() {
            guard let file = form["image"] else { throw missing }
            return (try Avatar(file: file), try UserReference(in: form.members(["userId", "username"])))
        }
        let body = try schema.check(try await call.body())
        guard let url = body["avatarUrl"]?.string, !url.isEmpty else { throw missing }
        return (try Avatar(url: url), try UserReference(in: body))
    }

    private static let missing = Failure.typed(
        "There is no image: send a form with the part image, or avatarUrl", "error-invalid-image")
}
