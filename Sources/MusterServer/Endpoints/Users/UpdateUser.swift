import MusterModel
import MusterStore

/// `POST users.update` (contract 5.2).
enum UpdateUser {
    static let about = About(
        "Update a user", body: schema,
        example: ["userId": .string(Demo.agentID), "data": ["name": "Petra Novakova"]], answer: CreateUser.answer)

    static let schema = Schema(
        required: ["userId", "data"],
        [
            "userId": .string(charactersMin: 1),
            "data": .object(
                Schema([
                    "email": .filled, "name": .filled, "password": .filled, "username": .filled,
                    "bio": .string(), "nickname": .string(), "statusText": .string(), "active": .boolean,
                    "roles": .array(.string()), "requirePasswordChange": .boolean, "setRandomPassword": .boolean,
                    "sendWelcomeEmail": .boolean, "verified": .boolean,
                    "customFields": .object(Schema([:], isOpen: true)),
                ])), "confirmRelinquish": .boolean,
        ])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        let data = body["data"]?.object ?? [:]
        var change = UserChange()
        change.username = data["username"]?.string
        change.name = data["name"]?.string
        change.email = data["email"]?.string
        change.emailIsVerified = data["verified"]?.bool
        change.bio = data["bio"]?.string
        change.nickname = data["nickname"]?.string
        change.statusText = data["statusText"]?.string
        change.active = data["active"]?.bool
        change.roles = data["roles"]?.array?.compactMap(\.string).distinct
        change.requiresPasswordChange = data["requirePasswordChange"]?.bool
        change.customFields = try data["customFields"]?.customFields()
        change.passwordHash = try await passwordHash(data, call)
        let user = try await call.store.updateUser(body["userId"]?.string ?? "", change, by: call.caller)
        let full = "view-full-other-user-info"
        let inFull = try await call.store.permissions(of: call.caller, among: [full]).contains(full)
        return .success(["user": user.createdWire(inFull: inFull)])
    }

    /// Hashed only for who may change passwords: hashing keeps a core busy.
    private static func passwordHash(_ data: JSONObject, _ call: Call<Caller>) async throws -> String? {
        let isRandom = data["setRandomPassword"]?.bool == true
        let given = data["password"]?.string.flatMap { $0.isBlank ? nil : $0 }
        guard let password = isRandom ? Identifier.newPassword() : given else { return nil }
        let needed = ["edit-other-user-info", "edit-other-user-password"]
        guard try await call.store.permissions(of: call.caller, among: needed).count == needed.count else {
            // Refused inside, in the contract's order; the text only has to be there.
            return ""
        }
        if !isRandom { try PasswordChange.check(password, call.settings) }
        return try await call.services.passwords.hash(Digest.hex(password))
    }
}
