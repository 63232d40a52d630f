import MusterModel
import MusterStore

/// `POST users.update` (contract 5.2).
enum UpdateUser {
    static let about = About(
        "Update a user", body: Body.schema,
        example: ["userId": .string(Demo.agentID), "data": ["name": "Petra Novakova"]], answer: CreateUser.answer)

    struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let userID: String
        let data: Changes

        init(_ members: inout Members) {
            userID = members.required("userId", .string(charactersMin: 1))
            data = members.required("data", .object(Changes.self))
            members.unused("confirmRelinquish", .boolean)
        }
    }

    struct Changes: Described {
        static let schema = RequestSchema(of: Self.self)
        let change: UserChange
        let password: String?
        let hasRandomPassword: Bool
        let customFields: JSON?

        init(_ members: inout Members) {
            var change = UserChange()
            change.email = members.optional("email", .filled)
            change.name = members.optional("name", .filled)
            password = members.optional("password", .filled)
            change.username = members.optional("username", .filled)
            change.bio = members.optional("bio", .string())
            change.nickname = members.optional("nickname", .string())
            change.statusText = members.optional("statusText", .string())
            change.active = members.optional("active", .boolean)
            change.roles = members.optional("roles", .array(.string()))?.distinct
            change.requiresPasswordChange = members.optional("requirePasswordChange", .boolean)
            hasRandomPassword = members.optional("setRandomPassword", .boolean) ?? false
            members.unused("sendWelcomeEmail", .boolean)
            change.emailIsVerified = members.optional("verified", .boolean)
            customFields = members.optional("customFields", .json(.object(.open)))
            self.change = change
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Body(checking: try await call.body())
        var change = body.data.change
        change.customFields = try body.data.customFields?.customFields()
        change.passwordHash = try await passwordHash(body.data, call)
        let user = try await call.store.updateUser(body.userID, change, by: call.caller)
        return CreateUser.reply(user, call)
    }

    /// Hashed only for who may change passwords: hashing keeps a core busy.
    private static func passwordHash(_ data: Changes, _ call: Call<Caller>) async throws -> String? {
        let given = data.password.flatMap { $0.isBlank ? nil : $0 }
        guard let password = data.hasRandomPassword ? Identifier.newPassword() : given else { return nil }
        let needed = ["edit-other-user-info", "edit-other-user-password"]
        guard needed.allSatisfy(call.holds) else {
            // Refused inside, in the contract's order; the text only has to be there.
            return ""
        }
        if !data.hasRandomPassword { try PasswordChange.check(password, call.settings) }
        return try await call.services.passwords.hash(Digest.hex(password))
    }
}
