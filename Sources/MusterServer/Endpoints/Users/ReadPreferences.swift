import MusterModel
import MusterStore

/// `GET users.getPreferences`: one's own, over the defaults.
enum ReadPreferences {
    static let about = About(
        "Read preferences",
        answer: .success(["preferences": .anything(.object(Preferences.standard))]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        guard let user = try await call.store.user(.id(call.caller.id)) else { throw Failure.notLoggedIn }
        return .success(["preferences": .object(Preferences.standard.merging(user.preferences))])
    }
}
