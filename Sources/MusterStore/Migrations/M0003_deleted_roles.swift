extension Migration {
    /// `roles.sync` finds the roles that were deleted in the event log, however long that is.
    static let deletedRoles = Migration(
        number: 3, name: "deleted roles",
        statements: ["CREATE INDEX events_of_deleted_roles ON events (at) WHERE kind = 'role.deleted'"])
}
