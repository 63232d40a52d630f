import HummingbirdCore
import Logging
import MusterModel
import NIOCore
import Synchronization

/// All connections of a server: how many an address may hold, who goes when there is no place left, and how much all
/// peers together may leave unread.
final class Connections: Sendable {
    private let connectionsMax: Int
    private let perAddressMax: Int
    private let unreadBytesMax: Int
    /// Addresses of proxies: theirs are the connections of many clients, so they are neither counted nor chosen.
    private let exempt: Set<String>
    private let logger: Logger

    private struct Book {
        var open: [ObjectIdentifier: Connection] = [:]
        var held: [String: Int] = [:]
        var complained: NIODeadline?
    }
    private let book = Mutex(Book())
    private let accepted = Atomic<Int>(0)
    private let unreadBytes = Atomic<Int>(0)
    private let hasSwollen = Atomic<Bool>(false)
    private let isRelieving = Atomic<Bool>(false)

    init(_ options: ServerOptions, _ logger: Logger) {
        connectionsMax = options.connectionsMax
        // A quarter leaves room for others where the system grants few connections.
        perAddressMax = max(1, min(options.connectionsPerAddress, options.connectionsMax / 4))
        unreadBytesMax = options.unreadBytesMax
        exempt = options.canonicalProxies
        self.logger = logger
    }

    /// Whether there is no place for another connection.
    var isFull: Bool { accepted.load(ordering: .relaxed) >= connectionsMax }

    /// How many are open.
    var count: Int { accepted.load(ordering: .relaxed) }

    /// What all peers together have not read yet.
    var unread: Int { unreadBytes.load(ordering: .relaxed) }

    /// Takes a new connection up.
    ///
    /// - Returns: nil when its address holds as many as it may.
    func admit(_ channel: any Channel) -> Connection? {
        let address = ClientAddress(of: channel)
        let holder = exempt.contains(address.text) ? nil : address.counted
        let connection = Connection(channel, holder: holder)
        let (isAdmitted, mustComplain) = book.withLock { book in
            if let holder {
                guard book.held[holder, default: 0] < perAddressMax else {
                    let isNews = book.complained.map { .now() - $0 > .seconds(60) } ?? true
                    if isNews { book.complained = .now() }
                    return (false, isNews)
                }
                book.held[holder, default: 0] += 1
            }
            book.open[ObjectIdentifier(connection)] = connection
            return (true, false)
        }
        if mustComplain {
            logger.warning(
                "an address holds as many connections as it may; a proxy must be a trusted one",
                metadata: ["address": "\(address.text)", "connections": "\(perAddressMax)"])
        }
        return isAdmitted ? connection : nil
    }

    /// Forgets a connection that has ended.
    func remove(_ connection: Connection) {
        book.withLock { book in
            guard book.open.removeValue(forKey: ObjectIdentifier(connection)) != nil,
                let holder = connection.holder, let held = book.held[holder]
            else { return }
            book.held[holder] = held > 1 ? held - 1 : nil
        }
    }

    /// Closes connections that wait for their peer: of those who hold most, the ones that have waited longest.
    ///
    /// A few at once, because finding them takes its time and the next client is already waiting.
    func makeRoom() {
        let chosen = book.withLock { book -> [Connection] in
            var waiting: [(connection: Connection, held: Int, since: NIODeadline)] = []
            for connection in book.open.values {
                guard let holder = connection.holder, let since = connection.waitsSince else { continue }
                waiting.append((connection, book.held[holder, default: 0], since))
            }
            waiting.sort { ($1.held, $0.since) < ($0.held, $1.since) }
            return waiting.prefix(max(1, connectionsMax / 64)).map { $0.connection }
        }
        for connection in chosen { connection.close() }
    }

    /// Counts bytes that peers have not read yet, fewer when negative.
    func countUnread(_ bytes: Int, on loop: any EventLoop) {
        let now = unreadBytes.add(bytes, ordering: .relaxed).newValue
        if now > Limits.swollenBytes { hasSwollen.store(true, ordering: .relaxed) }
        guard bytes > 0, now > unreadBytesMax, !isRelieving.exchange(true, ordering: .relaxed) else { return }
        relieve(on: loop)
    }

    /// Whether there were many connections or unread bytes, and now, for the first time since, few.
    func hasCalmedDown() -> Bool {
        unread < Limits.swollenBytes / 2 && accepted.load(ordering: .relaxed) < Limits.swollenConnections / 2
            && hasSwollen.exchange(false, ordering: .relaxed)
    }

    /// Once the peers that read on have had a moment to do so, closes those that do not until the rest is bearable.
    private func relieve(on loop: any EventLoop) {
        loop.scheduleTask(in: .seconds(Int64(Limits.stalledSeconds))) { [self] in
            let stalled = book.withLock { book in
                book.open.values
                    .filter { $0.unread > 0 && .now() - $0.progressed >= .seconds(Int64(Limits.stalledSeconds)) }
                    .sorted { $0.progressed < $1.progressed }
            }
            var left = unread
            for connection in stalled where left > unreadBytesMax {
                left -= connection.unread
                connection.close()
            }
            guard left > unreadBytesMax else { return isRelieving.store(false, ordering: .relaxed) }
            relieve(on: loop)
        }
    }
}

/// Stops accepting while the server is full, and makes room.
struct ConnectionAdmission: AvailableConnectionsDelegate {
    let connections: Connections

    mutating func connectionOpened() { connections.opened() }

    mutating func connectionClosed() { connections.closed() }

    func isAcceptingNewConnections() -> Bool { !connections.isFull }
}

extension Connections {
    fileprivate func opened() {
        let count = accepted.add(1, ordering: .relaxed).newValue
        if count > Limits.swollenConnections { hasSwollen.store(true, ordering: .relaxed) }
        if isFull { makeRoom() }
    }

    fileprivate func closed() { accepted.subtract(1, ordering: .relaxed) }
}
