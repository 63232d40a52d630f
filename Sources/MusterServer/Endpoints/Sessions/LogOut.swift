import HTTPTypes
import MusterModel
import MusterStore

/// `logout`, by POST or GET (contract 1.4).
enum LogOut {
    static let about = About(
        "Log out",
        answer: ["status": .always("success"), "data": ["message": "You've been logged out!"]])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        try await call.store.logOut(call.caller)
        return .json(.ok, ["status": "success", "data": ["message": "You've been logged out!"]])
    }
}
