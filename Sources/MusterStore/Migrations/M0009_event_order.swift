extension Migration {
    /// Tells who reads the event log on the server engine up to which number nothing can come in between any more
    /// (docs/decisions/0009). On the file engine one writer comes after the other, so there is nothing to tell.
    ///
    /// A transaction says which numbers it may be given before it is given the first: by a shared advisory lock, which
    /// nobody waits for and which ends with the transaction, however that ends. The upper 16 bits of the lock's key say
    /// what it is, the others are the highest number that was given away by then.
    static let eventOrder = Migration(
        number: 9, name: "event order",
        statements: [announcing, eachInsertAnnounces, settled].map { "{file}SELECT 1{server}\($0){both}" })

    /// Before the statement's first row: rows are numbered as they are made.
    private static let eachInsertAnnounces =
        """
        CREATE TRIGGER events_announced BEFORE INSERT ON events
        FOR EACH STATEMENT EXECUTE FUNCTION muster_announce_events()
        """

    /// Once a transaction: a lock for each of ten thousand events would fill the server's table of locks.
    private static let announcing =
        """
        CREATE FUNCTION muster_announce_events() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            this text := pg_current_xact_id()::text;
        BEGIN
            IF current_setting('muster.announced_by', true) IS DISTINCT FROM this THEN
                PERFORM pg_advisory_xact_lock_shared(
                    (\(eventLocks)::bigint << 48) + CASE WHEN is_called THEN last_value ELSE 0 END)
                FROM events_sequence_seq;
                PERFORM set_config('muster.announced_by', this, true);
            END IF;
            RETURN NULL;
        END $$
        """

    /// Numbers first, locks second: a number given away by then belongs to a transaction that has ended, or holds a
    /// lock below it. A snapshot taken after this sees all that has ended. A standby knows no locks of its primary's.
    private static let settled =
        """
        CREATE FUNCTION muster_settled_events() RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE
            given bigint;
            announced bigint;
        BEGIN
            IF pg_is_in_recovery() THEN
                RAISE EXCEPTION 'a standby does not know who writes' USING ERRCODE = 'read_only_sql_transaction';
            END IF;
            SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO given FROM events_sequence_seq;
            SELECT min(((classid::bigint & 65535) << 32) + objid::bigint) INTO announced FROM pg_locks
            WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint >> 16 = \(eventLocks)
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
            RETURN least(given, announced);
        END $$
        """

    private static let eventLocks = 19829
}
