import MusterModel
import MusterStore

/// `POST users.create` (contract 5.2).
enum CreateUser {
    static let about = About(
        "Create a user", body: Body.schema,
        example: [
            "username": "mira", "name": "Mira Kovac", "email": "mira@example.com",
            "password": "a long password of her own", "roles": ["user", "livechat-agent"],
        ], answer: answer)

    /// A saved user.
    static let answer: Sample = .success(["user": User.createdSample])

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        var new: NewUser
        let password: String
        let hasRandomPassword: Bool
        let customFields: JSON?

        init(_ members: inout Members) {
            let email = members.required("email", .string()), name = members.required("name", .string())
            password = members.required("password", .string())
            new = NewUser(username: members.required("username", .string()), name: name)
            new.email = email
            new.active = members.optional("active", .boolean) ?? true
            new.bio = members.optional("bio", .string())
            new.nickname = members.optional("nickname", .string())
            new.statusText = members.optional("statusText", .string())
            // An empty list counts as none: somebody without a role could do nothing at all.
            new.roles = members.optional("roles", .array(.string())).flatMap { $0.isEmpty ? nil : $0.distinct }
            members.unused("joinDefaultChannels", .boolean)
            new.requiresPasswordChange = members.optional("requirePasswordChange", .boolean) ?? false
            hasRandomPassword = members.optional("setRandomPassword", .boolean) ?? false
            members.unused("sendWelcomeEmail", .boolean)
            new.emailIsVerified = members.optional("verified", .boolean) ?? false
            customFields = members.optional("customFields", .json(.object(.open)))
            members.unused("fields", .string())
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Body(checking: try await call.body())
        var new = body.new
        new.customFields = try body.customFields?.customFields()
        new.passwordHash = try await passwordHash(body, call)
        return reply(try await call.store.createUser(new, by: call.caller), call)
    }

    /// The saved user, as much as the caller may see.
    static func reply(_ user: User, _ call: Call<Caller>) -> Reply {
        .success(["user": user.createdWire(inFull: call.holds("view-full-other-user-info"))])
    }

    /// Hashed only for who may create users: hashing keeps a core busy.
    private static func passwordHash(_ body: Body, _ call: Call<Caller>) async throws -> String? {
        guard call.holds("create-user") else {
            return nil
        }
        if body.hasRandomPassword {
            return try await call.services.passwords.hash(Digest.hex(Identifier.newPassword()))
        }
        guard !body.password.isBlank else { return nil }
        try PasswordChange.checkLength(body.password)
        return try await call.services.passwords.hash(Digest.hex(body.password))
    }
}
