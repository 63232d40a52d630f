import MusterModel
import MusterStore

/// `POST users.register` (contract 5.2).
enum RegisterUser {
    static let about = About(
        "Register oneself", body: schema,
        example: [
            "username": "noor", "name": "Noor Aziz", "email": "noor@example.com", "pass": "a long password of mine",
        ], answer: CreateUser.answer)

    static let schema = Schema(
        required: ["username", "email", "pass"],
        [
            "username": .string(), "email": .string(), "pass": .string(), "name": .string(), "secret": .string(),
            "reason": .string(), "customFields": .object(Schema([:], isOpen: true)),
        ])

    static func handle(_ call: Call<Caller?>) async throws -> Reply {
        let given = try await call.body()
        let body = try schema.check(given)
        guard let name = body["name"]?.string else {
            throw Failure.match(given["name"] == nil ? "Missing key 'name'" : "Expected string, got null in field name")
        }
        var new = NewUser(username: body["username"]?.string ?? "", name: name)
        // Names are looked at before the password (contract 5.2), and again when the user is stored.
        try await call.store.checkRegistration(new)
        let password = body["pass"]?.string ?? ""
        guard !password.isEmpty else { throw Failure.schema("must NOT have fewer than 1 characters") }
        try PasswordChange.check(password, call.settings)
        new.email = body["email"]?.string
        new.customFields = try body["customFields"]?.customFields()
        new.passwordHash = try await call.services.passwords.hash(Digest.hex(password))
        return .success(["user": try await call.store.registerUser(new).createdWire(inFull: false)])
    }
}
