import MusterModel
import MusterStore

/// `POST livechat/monitors.delete` (contract 3.2).
enum DeleteMonitor {
    static let about = About(
        "Make a monitor a user again", body: schema, example: ["username": "amira"])

    /// Only the creation is called strict in the contract.
    static let schema = Schema(required: ["username"], ["username": .string()], isOpen: true)

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        let username = try body.username()
        do {
            try await call.store.removeMonitor(username, method: "livechat:removeMonitor", by: call.caller)
        } catch let failure as Failure where failure.id == "error-invalid-user" {
            // The endpoint shows the reason alone, the method its id too.
            throw Failure.plain("Invalid user")
        }
        return .success()
    }
}
