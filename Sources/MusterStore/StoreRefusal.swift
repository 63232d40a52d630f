/// Why an operation does not do what it is asked to: the facts. The server has the words (`Wire/Refusals`).
public enum StoreRefusal: Error, Sendable, Equatable {
    /// About roles and permissions.
    case role(RoleRefusal)
    /// About users.
    case user(UserRefusal)
    /// About registering.
    case registration(RegistrationRefusal)
    /// About what a command asks.
    case command(CommandRefusal)
    /// About departments.
    case department(DepartmentRefusal)
    /// About units.
    case unit(UnitRefusal)
    /// About monitors.
    case monitor(MonitorRefusal)
    /// About agents and managers.
    case agent(AgentRefusal)
    /// About sessions and tokens.
    case session(SessionRefusal)
    /// About what the rows of a list shall be.
    case query(QueryRefusal)
    /// About settings.
    case setting(SettingRefusal)
}

/// What may be against a list of some rows (D80): to leave a condition out would let every row pass.
public enum QueryRefusal: Sendable, Equatable {
    /// Rows of this list have no such member to compare.
    case unknownMember(String)
    /// The member is compared with values of another type.
    case wrongValues(String)
}
