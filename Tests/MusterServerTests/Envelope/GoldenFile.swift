import Foundation
import MusterTestSupport
import Testing

/// An exchange kept in a file, byte for byte; what differs from run to run is replaced by a sign.
///
/// `UPDATE_GOLDEN=1` writes the files anew; read the difference before it is committed. The headers that every answer
/// carries stand once, in `every-answer.txt`, which is changed by hand; an answer whose own differ has all of them in
/// its file.
struct GoldenFile {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Golden")
    private static let common = folder.appendingPathComponent("every-answer.txt")
    private let url: URL

    init(_ name: String) { url = Self.folder.appendingPathComponent(name + ".txt") }

    /// The names of the files with exchanges, sorted.
    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != common.lastPathComponent }
            .map { $0.hasSuffix(".txt") ? String($0.dropLast(4)) : $0 }.sorted()
    }

    /// Compares a request and its answer with the file.
    func check(
        request: String, body: String?, _ answer: HTTPAnswer, _ sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let asked = request + "\n" + (body.map { $0 + "\n" } ?? "")
        let headers = answer.headers.map { "\($0.name): \($0.value)\n" }.joined()
        let common = try String(contentsOf: Self.common, encoding: .utf8)
        let text = try Self.plain("\(asked)\n\(answer.status)\n\(headers)\n\(answer.text)\n")
            .replacing(common, with: "(the headers of every answer)\n")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(text == golden, "\(url.lastPathComponent)", sourceLocation: sourceLocation)
    }

    /// Signs have another length than what they stand for, but all times, ids and tokens are of one length each: the
    /// length of the body stays a fact.
    private static func plain(_ text: String) throws -> String {
        let patterns = [
            (#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"#, "<time>"),
            (#""_id":"[2-9A-HJ-NP-TW-Za-km-z]{17}""#, #""_id":"<id>""#),
            (#""departmentId":"[2-9A-HJ-NP-TW-Za-km-z]{17}""#, #""departmentId":"<id>""#),
            (#""authToken":"[A-Za-z0-9_-]{43}""#, #""authToken":"<token>""#),
            (#"x-instance-id: [2-9A-HJ-NP-TW-Za-km-z]{17}"#, "x-instance-id: <id>"),
            (#"ETag: "[0-9a-f]{16}""#, #"ETag: "<tag>""#),
            (#"Date: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"#, "Date: <date>"),
        ]
        return try patterns.reduce(text) { try $0.replacing(Regex($1.0), with: $1.1) }
    }
}
