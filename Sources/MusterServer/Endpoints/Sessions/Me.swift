import MusterModel
import MusterStore

/// `GET me` (contract 1.5).
enum Me {
    static let about = About("Who am I", answer: .success(of: User.meSample))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        guard let user = try await call.store.user(.id(call.caller.id)) else { throw Failure.notLoggedIn }
        return .success(user.meWire(settings: call.settings))
    }
}
