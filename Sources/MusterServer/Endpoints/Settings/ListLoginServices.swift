import MusterModel
import MusterStore

/// `GET settings.oauth` and `service.configurations` (contract 5.5).
enum ListLoginServices {
    static let about = About("List services to log in with", answer: .success(["services": []]))

    static let aboutConfigurations = About("List services to log in with", answer: .success(["configurations": []]))

    /// No service to log in with is configured.
    static func handle(_ call: Call<Caller?>) async throws -> Reply { .success(["services": []]) }

    static func handleConfigurations(_ call: Call<Caller?>) async throws -> Reply { .success(["configurations": []]) }
}
