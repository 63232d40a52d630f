import Foundation
import Testing

/// An answer kept in a file; times are replaced by a sign. `UPDATE_GOLDEN=1` writes the files anew.
struct GoldenFile {
    private let url: URL

    init(_ name: String, source: String = #filePath) {
        url = URL(fileURLWithPath: source).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Golden/\(name).json")
    }

    func check(_ text: String) throws {
        let times = try Regex(#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"#)
        let ids = try Regex(#""_id":"[2-9A-Za-z]{17}""#)
        let plain = text.replacing(times, with: "<time>").replacing(ids, with: #""_id":"<id>""#) + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try plain.write(to: url, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(plain == golden)
    }
}
