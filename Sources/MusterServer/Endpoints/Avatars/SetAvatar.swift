import MusterModel
import MusterStore

/// `POST users.setAvatar`: a form with the part `image`, or JSON with a `data:` URL (D84).
enum SetAvatar {
    static let about = About(
        "Upload an image", body: Body.schema,
        example: ["avatarUrl": "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"],
        upload: "image")

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let url: String?
        let owner: Owner

        init(_ members: inout Members) {
            url = members.optional("avatarUrl", .string())
            owner = Owner(&members)
        }
    }

    /// The parts of a form that say whose image it is.
    private struct Owner: Described {
        static let schema = RequestSchema(of: Self.self)
        let named: NamedUser

        init(_ members: inout Members) { named = NamedUser(byIDOrUsername: &members) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let (image, named) = try await request(call)
        try await call.store.setAvatar(image, of: named ?? .id(call.caller.id), by: call.caller)
        return .success()
    }

    private static func request(_ call: Call<Caller>) async throws -> (Avatar, UserReference?) {
        if let form = try await call.form() {
            guard let file = form["image"] else { throw missing }
            let image = try Avatar(file: file)
            let owner = Owner(asSent: try form.members(Owner.schema.members.map(\.name)))
            return (image, try owner.named.reference())
        }
        let body = try Body(checking: try await call.body())
        guard let url = body.url, !url.isEmpty else { throw missing }
        return (try Avatar(url: url), try body.owner.named.reference())
    }

    private static let missing = Failure.typed(
        "There is no image: send a form with the part image, or avatarUrl", "error-invalid-image")
}
