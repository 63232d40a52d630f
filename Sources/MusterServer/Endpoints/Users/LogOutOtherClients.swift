import MusterModel
import MusterStore

/// `POST users.logoutOtherClients` (contract 5.2).
enum LogOutOtherClients {
    static let about = About(
        "Log out everywhere else",
        answer: .success(["token": .value(.string(Demo.token)), "tokenExpires": "2027-02-01T08:30:00.000Z"]))

    /// Answers the token that was presented: the one that goes on.
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        // Nothing is asked of it, but a broken one is refused.
        _ = try await call.body()
        let made = try await call.store.logOutOtherClients(keepingPersonal: true, by: call.caller)
        let lifetime = call.settings.loginMilliseconds
        // A personal access token never ends by itself; nor does any while the setting is off.
        let ends = made.flatMap { lifetime > 0 ? $0.adding(milliseconds: lifetime) : nil }
        return .success(["token": .string(call.token), "tokenExpires": ends.map(JSON.date) ?? ""])
    }
}

extension Timestamp {
    fileprivate func adding(milliseconds more: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + more) }
}
