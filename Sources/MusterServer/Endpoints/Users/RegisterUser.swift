import MusterModel
import MusterStore

/// `POST users.register` (contract 5.2).
enum RegisterUser {
    static let about = About(
        "Register oneself", body: Body.schema,
        example: [
            "username": "noor", "name": "Noor Aziz", "email": "noor@example.com", "pass": "a long password of mine",
        ], answer: CreateUser.answer)

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let username: String
        let email: String
        let password: String
        /// As it was sent: one that is missing is refused otherwise than null.
        let name: JSON?
        let customFields: JSON?

        init(_ members: inout Members) {
            username = members.required("username", .string())
            email = members.required("email", .string())
            password = members.required("pass", .string())
            name = members.asSent("name", .string())
            members.unused("secret", .string())
            members.unused("reason", .string())
            customFields = members.optional("customFields", .json(.object(.open)))
        }
    }

    static func handle(_ call: Call<Caller?>) async throws -> Reply {
        let given = try await call.body()
        let body = try Body(checking: given)
        guard let name = body.name?.string else {
            let isMissing = Body(asSent: given).name == nil
            throw Failure.match(isMissing ? "Missing key 'name'" : "Expected string, got null in field name")
        }
        var new = NewUser(username: body.username, name: name)
        // Names are looked at before the password (contract 5.2), and again when the user is stored.
        try await call.store.checkRegistration(new)
        guard !body.password.isEmpty else { throw Failure.schema("must NOT have fewer than 1 characters") }
        try PasswordChange.check(body.password, call.settings)
        new.email = body.email
        new.customFields = try body.customFields?.customFields()
        new.passwordHash = try await call.services.passwords.hash(Digest.hex(body.password))
        return .success(["user": try await call.store.registerUser(new).createdWire(inFull: false)])
    }
}
