import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// A request written in an unusual way, and what must come of it; its connection must go on.
struct Oddity: Sendable, CustomStringConvertible {
    /// What is unusual.
    let description: String
    fileprivate let bytes: [UInt8]
    fileprivate let isHead: Bool
    fileprivate let status: Int
    fileprivate let text: String

    /// - Parameters:
    ///   - description: What is unusual.
    ///   - lines: The lines of the header.
    ///   - body: What follows it.
    ///   - bytes: The same where it is no text.
    ///   - status: The status it must get.
    ///   - text: A text its answer must contain.
    init(
        _ description: String, _ lines: [String], body: String = "", bytes: [UInt8] = [], _ status: Int,
        _ text: String = ""
    ) {
        self.description = description
        self.status = status
        self.text = text
        isHead = lines.first?.hasPrefix("HEAD") == true
        self.bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8) + bytes
    }

    /// The admin's two headers.
    static let admin = ["X-User-Id: \(Who.admin.id)", "X-Auth-Token: \(Who.admin.token)"]
    static let host = "Host: x"

    /// Sends it, and then another request over the same connection: once after the answer, once at once, and once in
    /// small pieces.
    func play(_ server: TestServer) async throws {
        let next = server.head("GET livechat/units/unit-a")
        for way in ["after the answer", "at once", "in pieces"] {
            let (first, second) = try await server.withConnection { connection in
                switch way {
                case "after the answer": try connection.write(bytes)
                case "at once": try connection.write(bytes + next)
                default:
                    for start in stride(from: 0, to: bytes.count, by: 7) {
                        try connection.write(Array(bytes[start..<min(start + 7, bytes.count)]))
                    }
                }
                let first = try connection.readAnswer(isHead: isHead)
                if way != "at once" { try connection.write(next) }
                return (first, try connection.readAnswer())
            }
            #expect(first.status == status, "\(self), \(way): \(first.text)")
            #expect(text.isEmpty || first.text.contains(text), "\(self), \(way): \(first.text)")
            #expect(first.header("connection") != "close", "\(self), \(way)")
            #expect(
                second.status == 200 && second.json?.found("name") == "Alpha", "the second request: \(self), \(way)")
        }
    }
}
