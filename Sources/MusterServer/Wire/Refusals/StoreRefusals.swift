public import MusterModel
public import MusterStore

extension StoreRefusal {
    /// The refusal in the contract's words. The tables beside this file have them, area by area.
    public var failure: Failure {
        switch self {
        case .role(let refusal): refusal.failure
        case .user(let refusal): refusal.failure
        case .registration(let refusal): refusal.failure
        case .command(let refusal): refusal.failure
        case .department(let refusal): refusal.failure
        case .unit(let refusal): refusal.failure
        case .monitor(let refusal): refusal.failure
        case .agent(let refusal): refusal.failure
        case .session(let refusal): refusal.failure
        case .query(let refusal): refusal.failure
        case .setting(let refusal): refusal.failure
        }
    }
}

extension QueryRefusal {
    /// The words that `Condition` has for what it does not take (D80).
    fileprivate var failure: Failure {
        switch self {
        case .unknownMember(let name): .query("Invalid attribute: \(name)")
        case .wrongValues(let name): .query("Invalid value: \(name)")
        }
    }
}
