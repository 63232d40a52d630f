import Foundation
import MusterModel

/// Clients that all do the same to a server.
public final class Flood: Sendable {
    private let clients: [MuteClient]

    /// Connects them one after the other; those that the server turns away at once are left out.
    public init(
        _ count: Int, port: Int, from source: String = "127.0.0.1", line: MuteClient.Line = .plain,
        receiveBytes: Int = 128 << 10
    ) async {
        var clients: [MuteClient] = []
        for _ in 0..<count {
            let client = try? await MuteClient(port: port, from: source, line: line, receiveBytes: receiveBytes)
            if let client { clients.append(client) }
        }
        self.clients = clients
    }

    /// How many the server still keeps.
    public var open: Int { clients.count { $0.isOpen } }

    /// Each asks for a page that many times at once, and reads nothing.
    public func ask(_ path: String, times: Int, line: MuteClient.Line) {
        let request =
            switch line {
            case .plain, .encrypted:
                Array(repeatElement(Array("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n".utf8), count: times).joined())
            case .streams:
                StreamFrames.opening(windowBytes: 0)
                    + (0..<times).flatMap { StreamFrames.get(path, stream: UInt32($0 * 2 + 1)) }
            }
        for client in clients { client.send(request) }
    }

    /// Each sends these bytes.
    public func send(_ bytes: [UInt8]) { for client in clients { client.send(bytes) } }

    /// Reads and drops all that comes.
    public func read() async throws { for client in clients { try await client.read() } }

    /// Says that nothing more will come.
    public func finish() { for client in clients { client.finish() } }

    /// Hangs up.
    public func close() { for client in clients { client.close() } }

    /// Waits until a server has ended all of them.
    ///
    /// - Returns: The seconds it took; nil when it did not within that many.
    public func waitForEnd(withinSeconds seconds: Double) async -> Double? {
        let began = Date()
        while open > 0 {
            guard Date().timeIntervalSince(began) < seconds else { return nil }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return Date().timeIntervalSince(began)
    }
}
