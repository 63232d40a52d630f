/// Every bound on what comes from outside, in one place, with its unit and its reason.
public enum Limits {
    /// Bytes of a request body on most routes: the largest real body is a few kilobytes.
    public static let bodyBytes = 1 << 20
    /// Bytes of a body on a route that asks for no login: nobody in particular may make the server hold more.
    public static let openBodyBytes = 64 << 10
    /// Bytes of an uploaded image: each is kept in the database, and so in its backups.
    public static let avatarBytes = 1 << 20
    /// Bytes of a body that uploads one: in base64 it is a third longer.
    public static let avatarBodyBytes = 3 << 19
    /// Parts of an uploaded form, and bytes of the header of each.
    public static let formParts = 10, formHeaderBytes = 4 << 10
    /// Bytes of a role's name: it too is kept unique by an index.
    public static let roleNameBytes = 255
    /// Bytes of the name of a personal access token: likewise.
    public static let tokenNameBytes = 255
    /// Personal access tokens a user may hold.
    public static let personalAccessTokens = 100
    /// Bytes of a user name: it must fit into an index, so that the schema can keep it unique.
    public static let usernameBytes = 255
    /// Bytes of a pattern that a setting holds.
    public static let patternBytes = 1024
    /// Reports of progress, one each 10,000 steps, after which a search for a pattern is given up: a few milliseconds.
    public static let patternReports = 10
    /// Bytes of a name that somebody logs in by.
    public static let loginNameBytes = 512
    /// Bytes of a body that saves a unit: a hundred thousand departments fit.
    public static let unitBodyBytes = 8 << 20
    /// How deep a body's arrays and objects may nest: real bodies nest four deep.
    public static let jsonDepth = 64
    /// Bytes of a form body read instead of JSON (D10): logins are short.
    public static let formBytes = 16 << 10
    /// Bytes of one header field, and of all of them together.
    public static let headerBytes = 32 << 10
    /// Bytes of a header over HTTP/2, as that protocol counts them, with 32 more for each field: what its library
    /// takes.
    public static let http2HeaderBytes = 16 << 10
    /// Header fields a request may have.
    public static let headerFields = 100
    /// Bytes in a row of a chunked body that are no data: extensions and trailers, which mean nothing here.
    public static let chunkOverheadBytes = 4 << 10
    /// Members of a department, custom fields among them.
    public static let customMembers = 500
    /// Bytes of a user's custom fields or an agent's own ones: each read of the user reads them.
    public static let customBytes = 64 << 10
    /// Bytes of a search text: longer than any name worth searching for.
    public static let searchTextBytes = 1024
    /// Bytes of a `selector` parameter: a term and a few hundred exceptions.
    public static let selectorBytes = 16 << 10
    /// Bytes of a `query` or `fields` parameter: a few hundred ids to look up.
    public static let queryBytes = 16 << 10
    /// Values a `query` may give for one member: more than a page of a list has.
    public static let queryValues = 500
    /// How deep a `query` may nest: `{member: {"$in": [value]}}`, and a little more so that what is wrong can be named.
    public static let queryDepth = 8
    /// Members that `fields` may name: more than any row has.
    public static let fieldPaths = 100
    /// How deep a name of `fields` may reach: `emails.address` reaches two.
    public static let fieldDepth = 8
    /// Users that one answer of an autocomplete proposes: the original's number.
    public static let proposals = 10
    /// Bytes of a password: the digest makes the hash independent of the length, hashing it does not come free.
    public static let passwordBytes = 4096
    /// Seconds a connection may stay without a request, half-way through its header, or with an answer nobody reads.
    public static let idleSeconds = 30
    /// Seconds a TLS handshake may take: no other limit watches a connection before it.
    public static let handshakeSeconds = 10
    /// Seconds between two looks for a renewed certificate.
    public static let certificateSeconds = 10
    /// Seconds a body may take to arrive: a byte a second must not hold a connection for ever.
    public static let bodySeconds = 20
    /// Seconds an answered connection stays open to swallow a body that nobody reads.
    public static let lingerSeconds = 2
    /// Connections open at once.
    public static let connections = 4096
    /// Connections that an address, or a network of IPv6 addresses (/64), may hold: others need some too.
    public static let connectionsPerAddress = 1024
    /// Connections that wait to be accepted: a burst must not make an honest client try again a second later.
    public static let acceptQueue = 1024
    /// Bytes read from a connection at once.
    public static let receivedBytes = 16 << 10
    /// Bytes of these handed to the decoder of HTTP/1 at once: what it makes of them is far larger.
    public static let decodedBytes = 1 << 10
    /// Bytes of requests that may wait behind one that is being answered.
    public static let aheadBytes = 64 << 10
    /// Requests of one connection worked on at once (HTTP/2).
    public static let requestsAtWork = 16
    /// Requests that only read worked on at once: enough for every core and connection of a store.
    public static let readingRequests = 256
    /// Requests that change something worked on at once: as many as share a commit at most.
    public static let writingRequests = 256
    /// Requests of either kind that may wait for that before the server answers 503.
    public static let waitingRequests = 2048
    /// Milliseconds they wait before the server answers 503: so long until all who wait are served after a rush.
    public static let waitMilliseconds = 1000
    /// Bytes that a request and its stream count as until its answer is read.
    public static let requestBytes = 16 << 10
    /// Rows up to which a list that is asked for whole is one piece; a longer one is sent as it is read (D98).
    public static let streamedRows = 1000
    /// Lists sent so at once: half of the connections that read a store are left for others.
    public static let streams = 4
    /// Rows of such a list read at once, and so many where these were large.
    public static let streamedBatch = 100, streamedHeavyBatch = 8
    /// Bytes of rows after which they are handed on, however few they are, and bytes of a piece of such an answer.
    public static let streamedBytes = 256 << 10, streamedPieceBytes = 32 << 10
    /// Bytes of pieces that may wait to be sent before the reading waits.
    public static let streamedAheadBytes = 64 << 10
    /// Seconds such a list may take in all: its transaction keeps what others delete meanwhile.
    public static let streamSeconds = 600
    /// Bytes of an answer written at once: progress is seen in these steps.
    public static let writtenBytes = 16 << 10
    /// Writes of an answer before they are sent: encryption makes copies of them.
    public static let unflushedWrites = 4
    /// Bytes that the system may hold of an answer and has not sent yet.
    public static let unsentBytes = 128 << 10
    /// Bytes of answers one peer may leave unread before no further request of its connection is begun (HTTP/2).
    public static let connectionUnreadBytes = 1 << 20
    /// Bytes that all peers may leave unread before those that have stopped reading are closed.
    public static let unreadBytes = 128 << 20
    /// Bytes left unread after which memory is given back to the system once there are half as many.
    public static let swollenBytes = 8 << 20
    /// Connections after which that is done.
    public static let swollenConnections = 500
    /// Seconds between two looks whether it is to be done.
    public static let memorySeconds = 5
    /// Seconds without progress after which a peer has stopped reading, where there are too many unread bytes.
    public static let stalledSeconds = 1
    /// Seconds a peer may take to go on reading while the server stops.
    public static let stoppingSeconds = 5
    /// Seconds a shutdown waits for running requests.
    public static let shutdownSeconds = 15
    /// Seconds a server may be told to serve on after the signal to stop.
    public static let drainSeconds = 300
    /// Writes that may wait for the disk before the server answers 503.
    public static let writeQueue = 4096
    /// Writes that share one commit at most: bounds how long the first waits for the last.
    public static let writeBatch = 256
    /// Pages of the log, 4 KB each, from which on it is copied into the file.
    public static let logPages = 1000
    /// Pages of the log from which on no more is written before all of it is copied: 32 MB.
    public static let logPagesMax = 8192
    /// Connections that read a file.
    public static let readers = 8
    /// Reads that wait for one of them; the next is refused.
    public static let readQueue = 4096
    /// Reads that run at once on the threads that serve: not on all of them, should a disk stall.
    public static let readsAtOnce = 1
    /// Steps of the database's machine after which a read is not short any more: some milliseconds.
    public static let shortReadSteps = 50_000
    /// Seconds a write waits for another process (the command line) to let go of the file.
    public static let busySeconds = 5
    /// Seconds a command waits for others to let go of the file: nobody stands behind it in a line.
    public static let commandBusySeconds = 30
    /// Bytes that must be free beside a file to open it for writing: the index of a log of 64 MB.
    public static let diskRoomBytes = 128 << 10
    /// Seconds between two attempts to open for writing a file that could only be read.
    public static let reopenSeconds = 1
    /// Seconds between two looks whether the file is still where it was.
    public static let storeWatchSeconds = 1
    /// Texts of statements that are remembered, prepared statements of each connection likewise: three times what the
    /// program itself makes. Clients make some too, by the orders they ask for.
    public static let keptStatements = 1000
    /// Connections a server holds to its database server.
    public static let databaseConnections = 8
    /// Seconds a request waits for a connection before the server answers 503.
    public static let acquireSeconds = 5
    /// Seconds one statement may run on a database server.
    public static let statementSeconds = 30
    /// Seconds a commit may take on a database server: it waits for its standby as long as it takes.
    public static let commitSeconds = 20
    /// Seconds a transaction may stand idle on a database server.
    public static let idleTransactionSeconds = 30
    /// Times a transaction is tried when the database server asks to run it again.
    public static let transactionAttempts = 30
    /// Milliseconds such a transaction waits before that, at most: others are run meanwhile.
    public static let pauseMilliseconds = 2000
    /// Times a transaction is tried when a constraint stopped it that no operation answers for.
    public static let conflictAttempts = 5
    /// Login tokens a user may hold; the oldest goes (`MAX_RESUME_LOGIN_TOKENS`, contract 1.3).
    public static let loginTokens = 50
    /// What a setting's number counts as at most: minutes and days become milliseconds.
    public static let settingNumber = 1_000_000_000
    /// Failed logins of one account or address that are remembered, whatever the settings say.
    public static let loginFailures = 1000
    /// Accounts and addresses whose failed logins are remembered.
    public static let throttledKeys = 10_000
    /// Windows of counted calls that are remembered.
    public static let rateLimitKeys = 100_000
    /// Times that a request is admitted anew while roles or settings change under it.
    public static let admissions = 10
    /// Requests of an address that may end in 401 within `unauthenticatedSeconds`: some dozen clients whose tokens
    /// expired send fewer, and five of them a second cost the store next to nothing.
    public static let unauthenticatedRequests = 300
    /// Seconds after which requests that ended in 401 are forgotten.
    public static let unauthenticatedSeconds = 60
    /// Tokens that were good lately, twice this many at most: they pass while their address has no 401 left.
    public static let recentTokens = 10_000
    /// Mails that may wait for the program that sends them.
    public static let mailQueue = 64
    /// Seconds that program may take for a mail: less than a shutdown waits.
    public static let mailSeconds = 10
    /// Seconds between two mails to a user who forgot a password: nobody's mailbox may be filled from here.
    public static let resetPauseSeconds = 300
    /// Seconds such a mail's token lasts.
    public static let resetSeconds = 3600
    /// Users that one transaction deactivates: the others' writes wait for it.
    public static let deactivationBatch = 200
    /// Bytes of log lines that may wait to be written.
    public static let logQueueBytes = 1 << 20
    /// Milliseconds that adding a log line waits where the queue is full; then the line is dropped.
    public static let logWaitMilliseconds = 1000
    /// Seconds the last log lines may take when the process ends.
    public static let logFlushSeconds = 5
    /// Bytes above which answers are compressed for those who take that: smaller ones are one packet anyway.
    public static let plainBytes = 1024
    /// Bytes up to which an answer is compressed by the thread that made it: a few milliseconds.
    public static let inlineCompressionBytes = 256 << 10
    /// Series of figures that are kept: four times those of a server whose every route was called.
    public static let metricSeries = 10_000
    /// Connections of those who scrape figures, and bytes they may leave unread.
    public static let metricsConnections = 64, metricsUnreadBytes = 16 << 20
    /// Questions of theirs that the store has not answered yet.
    public static let storeProbes = 4
    /// Password checks that may wait for a core before the server answers 503: two seconds' work.
    public static let passwordQueue = 64
}
