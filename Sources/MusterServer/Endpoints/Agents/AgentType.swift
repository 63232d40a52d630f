import MusterModel

/// The two kinds of people of `livechat/users/:type` (contract 4.5).
enum AgentType: String {
    case agent, manager

    var role: String { self == .agent ? Role.agent : Role.manager }

    /// - Throws: `Invalid type` for any other.
    init(_ call: Call<Caller>) throws {
        guard let type = try AgentType(rawValue: call.parameter("type")) else { throw Failure.plain("Invalid type") }
        self = type
    }
}
