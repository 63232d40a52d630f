import MusterModel
import MusterStore

/// `POST users.updateOwnBasicInfo` (contract 5.2, D21, D25).
enum UpdateOwnInfo {
    static let schema = Schema(
        required: ["data"],
        [
            "data": .object(
                Schema([
                    "email": .string(), "name": .string(), "username": .string(), "nickname": .string(),
                    "bio": .string(), "statusType": .string(), "statusText": .string(), "currentPassword": .string(),
                    "newPassword": .string(),
                ])), "customFields": .object(Schema([:], isOpen: true)),
        ])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        let data = body["data"]?.object ?? [:]
        var change = UserChange()
        change.username = data["username"]?.string
        change.name = data["name"]?.string
        change.email = data["email"]?.string
        change.bio = data["bio"]?.string
        change.nickname = data["nickname"]?.string
        change.statusText = data["statusText"]?.string.map {
            String($0.prefix(UserChange.statusTextCharactersMax))
        }
        change.customFields = body["customFields"]
        if let status = data["statusType"]?.string {
            guard UserChange.statuses.contains(status) else {
                throw Failure.typed(
                    "Valid status types include online, away, offline, and busy.", "error-invalid-status",
                    method: "saveUserProfile")
            }
            change.status = status
        }
        change.passwordHash = try await newHash(data, call)
        let user = try await call.store.updateOwnInfo(change, by: call.caller)
        var wire = user.meWire(settings: call.settings)
        wire["services"] = nil
        return .success(["user": .object(wire)])
    }

    /// A new address or password asks for the present password; returns the hash of the new one, nil for none.
    private static func newHash(_ data: JSONObject, _ call: Call<Caller>) async throws -> String? {
        let new = data["newPassword"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        let email = data["email"]?.string
        guard let user = try await call.store.user(.id(call.caller.id)) else { throw Failure.notLoggedIn }
        let changesEmail = email != nil && email != user.emails.first?.address
        guard new != nil || changesEmail else { return nil }
        guard let present = data["currentPassword"]?.string, !present.isEmpty else {
            throw Failure.typed("TOTP Required", "totp-required", details: ["method": "password"])
        }
        let hash = try await call.store.passwordHash(of: call.caller) ?? PasswordHash.ofNobody
        guard try await call.services.passwords.verify(present, against: hash) else {
            throw Failure.typed("TOTP Invalid", "totp-invalid", details: ["method": "password"])
        }
        guard let new else { return nil }
        guard !Digest.areEqual(Digest.hex(new), present) else {
            throw Failure.typed(
                "Entered password same as current password", "error-password-same-as-current", method: "saveUserProfile"
            )
        }
        try PasswordChange.check(new, call.settings)
        return try await call.services.passwords.hash(Digest.hex(new))
    }
}
