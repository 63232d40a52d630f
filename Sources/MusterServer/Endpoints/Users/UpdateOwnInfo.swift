import MusterModel
import MusterStore

/// `POST users.updateOwnBasicInfo` (contract 5.2, D21, D25).
enum UpdateOwnInfo {
    static let about = About(
        "Update oneself", body: Body.schema, example: ["data": ["name": "Dana Demo", "statusText": "Here"]],
        answer: .success(["user": User.ownSample]))

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let data: Changes
        let customFields: JSON?

        init(_ members: inout Members) {
            data = members.required("data", .object(Changes.self))
            customFields = members.optional("customFields", .json(.object(.open)))
        }
    }

    private struct Changes: Described {
        static let schema = RequestSchema(of: Self.self)
        let change: UserChange
        let presentPassword: String?
        let newPassword: String?

        init(_ members: inout Members) {
            var change = UserChange()
            change.email = members.optional("email", .filled)
            change.name = members.optional("name", .filled)
            change.username = members.optional("username", .filled)
            change.nickname = members.optional("nickname", .string())
            change.bio = members.optional("bio", .string())
            change.status = members.optional("statusType", .filled)
            change.statusText = members.optional("statusText", .string())
            presentPassword = members.optional("currentPassword", .filled)
            newPassword = members.optional("newPassword", .filled)
            self.change = change
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Body(checking: try await call.body())
        var change = body.data.change
        change.customFields = try body.customFields?.customFields()
        if let status = change.status, let fault = UserChange.fault(ofStatus: status, call.settings) {
            throw StoreRefusal.user(.status(fault))
        }
        try await prove(body.data, call, &change)
        let user = try await call.store.updateOwnInfo(change, by: call.caller)
        var wire = user.meWire(settings: call.settings)
        wire["services"] = nil
        return .success(["user": .object(wire)])
    }

    /// A new address or password asks for the present password, unless second factors are off (D65); sets what it was
    /// compared with, and the new hash.
    private static func prove(_ data: Changes, _ call: Call<Caller>, _ change: inout UserChange) async throws {
        let new = data.newPassword
        guard let user = try await call.store.user(.id(call.caller.id)) else { throw Failure.notLoggedIn }
        let changesEmail = change.email?.differs(from: user.emails.first?.address) ?? false
        guard new != nil || changesEmail else { return }
        if call.settings.asksForPresentPassword {
            change.provenHash = try await provenHash(data.presentPassword, call)
        }
        guard let new else { return }
        let hash = try await call.store.passwordHash(of: call.caller)
        guard try await !call.services.passwords.verify(Digest.hex(new), against: hash ?? PasswordHash.ofNobody) else {
            throw Failure.typed(
                "Entered password same as current password", "error-password-same-as-current", method: "saveUserProfile"
            )
        }
        try PasswordChange.check(new, call.settings)
        change.passwordHash = try await call.services.passwords.hash(Digest.hex(new))
    }

    /// What is stored of the present password, which the caller has to say; guesses count like failed logins (D67).
    private static func provenHash(_ present: String?, _ call: Call<Caller>) async throws -> String {
        guard let present else {
            throw Failure.typed(
                "TOTP Required", "totp-required",
                details: ["method": "password", "codeGenerated": false, "availableMethods": []])
        }
        let throttle = call.services.throttle
        let id = call.caller.id
        do {
            try throttle.check(account: id, address: call.address, call.settings)
            let hash = try await call.store.passwordHash(of: call.caller)
            let isRight = try await call.services.passwords.verify(present, against: hash ?? PasswordHash.ofNobody)
            // As at a login: once more, for those who guess side by side.
            try throttle.check(account: id, address: call.address, call.settings)
            guard isRight, let hash else {
                throttle.noteFailure(account: id, address: call.address, call.settings)
                throw Failure.wrongPresentPassword
            }
            throttle.noteSuccess(account: id, address: call.address)
            return hash
        } catch let failure as Failure {
            // A blocked login is 401, but this client is logged in, and shall not think that it is no longer.
            guard case .loginRefused = failure.kind else { throw failure }
            throw Failure.typed(failure.reason, failure.id ?? "", method: "saveUserProfile")
        }
    }
}
