/// The numbers of the advisory locks that transactions take; servers of other versions beside this one know the same.
enum AdvisoryLocks {
    /// Held by the one that changes the schema.
    static let migration = 7_705_834_019
    /// Shared by those that rely on what roles permit and settings say, held alone by those that change it.
    static let policy = 7_705_834_020
}
