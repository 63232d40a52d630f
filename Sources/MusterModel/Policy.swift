/// What roles permit and what settings say, as of one revision of the store.
public struct Policy: Sendable {
    /// Changes with every change of a permission's roles or of a setting.
    public let revision: Int64
    /// The workspace's settings.
    public let settings: Settings
    private let rolesByPermission: [String: Set<String>]

    /// - Parameters:
    ///   - revision: The revision it belongs to.
    ///   - settings: The workspace's settings.
    ///   - rolesByPermission: The roles that hold each permission.
    public init(revision: Int64, settings: Settings, rolesByPermission: [String: Set<String>]) {
        self.revision = revision
        self.settings = settings
        self.rolesByPermission = rolesByPermission
    }

    /// Whether one of these roles holds a permission. A guest has at most a guest's (contract 5.4).
    ///
    /// - Parameters:
    ///   - permission: The permission.
    ///   - roles: Ids of roles.
    public func permits(_ permission: String, to roles: Set<String>) -> Bool {
        guard let holders = rolesByPermission[permission], !holders.isDisjoint(with: roles) else { return false }
        return !roles.contains(Role.guest) || Role.guestPermissions.contains(permission)
    }
}
