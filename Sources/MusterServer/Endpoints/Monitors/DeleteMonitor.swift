import MusterModel
import MusterStore

/// `POST livechat/monitors.delete` (contract 3.2).
enum DeleteMonitor {
    static let about = About(
        "Make a monitor a user again", body: Body.schema, example: ["username": "amira"])

    private struct Body: Described {
        /// Only the creation is called strict in the contract.
        static let schema = RequestSchema(of: Self.self, isOpen: true)
        let named: NamedByUsername

        init(_ members: inout Members) { named = NamedByUsername(&members) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let username = try Body(checking: try await call.body()).named.username()
        do {
            try await call.store.deleteMonitor(username, by: call.caller)
        } catch let refusal as StoreRefusal where refusal == .monitor(.noneToRemove) {
            // The endpoint shows the reason alone, the method its id too.
            throw Failure.plain("Invalid user")
        }
        return .success()
    }
}
