import HTTPTypes
import MusterModel
import MusterStore

/// `POST login` (contract 1.3, D32): every failure looks alike and takes as long.
enum LogIn {
    static let about = About(
        "Log in",
        body: Schema([
            "user": .anything, "username": .string(), "email": .string(), "password": .anything, "resume": .string(),
        ]),
        example: ["resume": .string(Demo.token)],
        answer: [
            "status": .always("success"),
            "data": [
                "userId": .value(.string(Demo.adminID)), "authToken": .value(.string(Demo.token)), "me": User.meSample,
            ],
        ],
        refusals: [(401, refused)])

    static func handle(_ call: Call<Caller?>) async throws -> Reply {
        // Null and empty are as good as absent (D60): clients send every member they know.
        let body = JSONObject(try await call.body().members.filter { $1 != .null && $1 != "" })
        let settings = call.settings
        if let resume = body["resume"], body.count == 1 { return try await self.resume(resume, call, settings) }
        guard let (name, digest) = credentials(body) else { throw try failed(nil, call, settings) }
        return try await logIn(name, digest, call, settings)
    }

    static let refused = Failure(.loginRefused(retryAfterSeconds: nil), "Unauthorized")

    private static func logIn(_ name: LoginName, _ digest: String, _ call: Call<Caller?>, _ settings: Settings)
        async throws -> Reply
    {
        // An address that is blocked costs no hash; whether the account is, is looked at after the password.
        try call.services.throttle.check(account: nil, address: call.address, settings)
        let candidate = try await call.store.loginCandidate(name)
        let account = candidate?.userID ?? name.text.folded
        let matches = try await call.services.passwords.verify(
            digest, against: candidate?.passwordHash ?? PasswordHash.ofNobody)
        guard matches, let candidate, candidate.passwordHash != nil, candidate.mayLogIn else {
            throw try failed(account, call, settings)
        }
        // Looked at after the password: a right one is refused too (contract 1.3).
        try call.services.throttle.check(account: account, address: call.address, settings)
        let token = Identifier.newToken()
        let limit = call.services.options.loginTokensMax
        guard let user = try await call.store.openSession(candidate, token: token, limit: limit) else {
            throw try failed(account, call, settings)
        }
        call.services.throttle.noteSuccess(account: account, address: call.address)
        return reply(user, token, settings)
    }

    private static func resume(_ token: JSON, _ call: Call<Caller?>, _ settings: Settings) async throws -> Reply {
        guard let token = token.string, let user = try await call.store.userResuming(token) else {
            throw try failed(nil, call, settings)
        }
        try call.services.throttle.check(account: nil, address: call.address, settings)
        return reply(user, token, settings)
    }

    /// Counts a failure; says "blocked" only once there were too many.
    private static func failed(_ account: String?, _ call: Call<Caller?>, _ settings: Settings) throws -> Failure {
        try call.services.throttle.check(account: account, address: call.address, settings)
        call.services.throttle.noteFailure(account: account, address: call.address, settings)
        return refused
    }

    private static func reply(_ user: User, _ token: String, _ settings: Settings) -> Reply {
        let data: JSON = [
            "userId": .string(user.id), "authToken": .string(token), "me": .object(user.meWire(settings: settings)),
        ]
        return .json(.ok, ["status": "success", "data": data])
    }
}

extension LogIn {
    /// Who and which password, in all the forms of contract 1.3; nil when it is none of them.
    private static func credentials(_ body: JSONObject) -> (LoginName, digest: String)? {
        let known: Set = ["user", "username", "email", "password", "code"]
        guard body.keys.allSatisfy(known.contains), let password = body["password"], let digest = digest(password)
        else {
            return nil
        }
        // Of several the first counts (D63).
        guard let form = ["user", "username", "email"].first(where: { body[$0] != nil }), let value = body[form],
            value.text().utf8.count <= Limits.loginNameBytes
        else { return nil }
        switch form {
        case "user": return name(ofUser: value).map { ($0, digest) }
        case "username": return value.string.map { (.username($0), digest) }
        default: return value.string.map { (.email($0), digest) }
        }
    }

    /// `user` as a text (with `@` an address) or as an object with exactly one member.
    private static func name(ofUser value: JSON) -> LoginName? {
        if let text = value.string { return text.contains("@") ? .email(text) : .username(text) }
        guard let object = value.object, object.count == 1 else { return nil }
        if let id = object["id"]?.string { return .id(id) }
        if let username = object["username"]?.string { return .username(username) }
        return object["email"]?.string.map { .email($0) }
    }

    /// The hex SHA-256 of a plain password, or the one sent in its place.
    private static func digest(_ password: JSON) -> String? {
        if let plain = password.string {
            return plain.isEmpty || plain.utf8.count > Limits.passwordBytes ? nil : Digest.hex(plain)
        }
        guard let object = password.object, object["algorithm"]?.string == "sha-256",
            let digest = object["digest"]?.string, digest.utf8.count == 64
        else { return nil }
        return digest
    }
}
