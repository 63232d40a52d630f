import HTTPTypes
import MusterModel
import MusterStore

/// `POST login` (contract 1.3, D32): every failure looks alike and takes as long.
enum LogIn {
    static let about = About(
        "Log in",
        body: Body.schema,
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
        let given = JSONObject(try await call.body().members.filter { $1 != .null && $1 != "" })
        let body = Body(asSent: given)
        let settings = call.settings
        if let resume = body.resume, given.count == 1 { return try await self.resume(resume, call, settings) }
        guard Body.schema.unknown(in: given) == nil, let (name, digest) = body.credentials else {
            throw try failed(nil, call, settings)
        }
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
        guard let user = try await call.store.logIn(candidate, token: token, limit: limit) else {
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
    /// All the forms of contract 1.3. Every fault of it looks like a wrong password, so nothing is checked before.
    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        private let user: JSON?
        private let username: JSON?
        private let email: JSON?
        private let password: JSON?
        let resume: JSON?

        init(_ members: inout Members) {
            user = members.asSent("user", .anything)
            username = members.asSent("username", .string())
            email = members.asSent("email", .string())
            password = members.asSent("password", .anything)
            resume = members.asSent("resume", .string())
            members.unused("code", .anything)
        }

        /// Who and which password; nil when there is not one of each.
        var credentials: (LoginName, digest: String)? {
            // Of several names the first counts (D63).
            guard resume == nil, let digest = password.flatMap(Body.digest), let value = user ?? username ?? email,
                value.text().utf8.count <= Limits.loginNameBytes
            else { return nil }
            if user != nil { return LoginName(user: value).map { ($0, digest) } }
            return value.string.map { (username != nil ? .username($0) : .email($0), digest) }
        }

        /// The hex SHA-256 of a plain password, or the one sent in its place.
        private static func digest(_ password: JSON) -> String? {
            if let plain = password.string {
                return plain.isEmpty || plain.utf8.count > Limits.passwordBytes ? nil : Digest.hex(plain)
            }
            guard let hashed = password.object.map(HashedPassword.init(asSent:)), hashed.algorithm == "sha-256",
                let digest = hashed.digest, digest.utf8.count == 64
            else { return nil }
            return digest
        }
    }

    private struct HashedPassword: Described {
        static let schema = RequestSchema(of: Self.self)
        let algorithm: String?
        let digest: String?

        init(_ members: inout Members) {
            algorithm = members.optional("algorithm", .string())
            digest = members.optional("digest", .string())
        }
    }

    fileprivate struct UserObject: Described {
        static let schema = RequestSchema(of: Self.self)
        let name: LoginName?

        init(_ members: inout Members) {
            let id = members.optional("id", .string()), username = members.optional("username", .string())
            let email = members.optional("email", .string())
            name = id.map { .id($0) } ?? username.map { .username($0) } ?? email.map { .email($0) }
        }
    }
}

extension LoginName {
    /// `user` as a text (with `@` an address) or as an object with exactly one member.
    fileprivate init?(user value: JSON) {
        if let text = value.string {
            self = text.contains("@") ? .email(text) : .username(text)
        } else if let object = value.object, object.count == 1, let name = LogIn.UserObject(asSent: object).name {
            self = name
        } else {
            return nil
        }
    }
}
