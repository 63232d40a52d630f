import MusterModel
import MusterStore

/// `POST users.logout`, `users.logoutOtherClients` and `users.removeOtherTokens` (contract 5.1, 5.2).
enum LogOutUser {
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let asked = try await call.body()["userId"]?.string
        let id = asked.flatMap { $0.isEmpty ? nil : $0 } ?? call.caller.id
        try await call.store.logOutUser(id, by: call.caller)
        return .success(["message": .string("User \(id) has been logged out!")])
    }

    static func handleOthers(_ call: Call<Caller>) async throws -> Reply {
        // Nothing is asked of it, but a broken one is refused.
        _ = try await call.body()
        let token = Identifier.newToken()
        try await call.store.logOutOthers(keepingPersonal: true, adding: token, by: call.caller)
        let days = Int64(call.settings.int("Accounts_LoginExpiration"))
        let expires = Timestamp(milliseconds: Timestamp.now().milliseconds + days * 86_400_000)
        return .success(["token": .string(token), "tokenExpires": .date(expires)])
    }

    static func handleOtherTokens(_ call: Call<Caller>) async throws -> Reply {
        _ = try await call.body()
        try await call.store.logOutOthers(keepingPersonal: false, adding: nil, by: call.caller)
        return .success()
    }
}
