import MusterModel
import MusterStore

/// `POST users.create` (contract 5.2).
enum CreateUser {
    static let about = About(
        "Create a user", body: schema,
        example: [
            "username": "mira", "name": "Mira Kovac", "email": "mira@example.com",
            "password": "a long password of her own", "roles": ["user", "livechat-agent"],
        ], answer: answer)

    /// A saved user.
    static let answer: Sample = .success(["user": User.createdSample])

    static let schema = Schema(
        required: ["email", "name", "password", "username"],
        [
            "email": .string(), "name": .string(), "password": .string(), "username": .string(), "active": .boolean,
            "bio": .string(), "nickname": .string(), "statusText": .string(), "roles": .array(.string()),
            "joinDefaultChannels": .boolean, "requirePasswordChange": .boolean, "setRandomPassword": .boolean,
            "sendWelcomeEmail": .boolean, "verified": .boolean, "customFields": .object(Schema([:], isOpen: true)),
            "fields": .string(),
        ])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        var new = NewUser(username: body["username"]?.string ?? "", name: body["name"]?.string ?? "")
        new.email = body["email"]?.string
        new.emailIsVerified = body["verified"]?.bool ?? false
        new.active = body["active"]?.bool ?? true
        new.bio = body["bio"]?.string
        new.nickname = body["nickname"]?.string
        new.statusText = body["statusText"]?.string
        // An empty list counts as none: somebody without a role could do nothing at all.
        new.roles = body["roles"]?.array.flatMap { $0.isEmpty ? nil : $0.compactMap(\.string).distinct }
        new.requiresPasswordChange = body["requirePasswordChange"]?.bool ?? false
        new.customFields = try body["customFields"]?.customFields()
        new.passwordHash = try await passwordHash(body, call)
        let user = try await call.store.createUser(new, by: call.caller)
        let full = "view-full-other-user-info"
        let inFull = try await call.store.permissions(of: call.caller, among: [full]).contains(full)
        return .success(["user": user.createdWire(inFull: inFull)])
    }

    /// Hashed only for who may create users: hashing keeps a core busy.
    private static func passwordHash(_ body: JSONObject, _ call: Call<Caller>) async throws -> String? {
        guard try await call.store.permissions(of: call.caller, among: ["create-user"]).contains("create-user") else {
            return nil
        }
        if body["setRandomPassword"]?.bool == true {
            return try await call.services.passwords.hash(Digest.hex(Identifier.newPassword()))
        }
        guard let password = body["password"]?.string, !password.isBlank else { return nil }
        guard password.utf8.count <= Limits.passwordBytes else {
            throw Failure.typed("The password is longer than \(Limits.passwordBytes) bytes", "error-invalid-params")
        }
        return try await call.services.passwords.hash(Digest.hex(password))
    }
}
