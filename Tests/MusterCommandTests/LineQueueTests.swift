import Foundation
@testable import muster
import MusterTestWorld
import Testing

/// The queue before standard error, on pipes of its own.
@Suite("Lines leave whole and in order, and none is lost while somebody reads")
struct LineQueueTests {
    /// A queue that is full soon and does not wait long.
    private static let small = LineQueue.Bounds(bytes: 4096, waitMilliseconds: 1, flushSeconds: 0)

    private static func line(_ text: String) -> [UInt8] { Array((text + "\n").utf8) }

    private static func lines(_ data: Data?) -> [Substring] {
        String(decoding: data ?? Data(), as: UTF8.self).split(separator: "\n")
    }

    @Test func `those of each thread stay in its order, whatever others write between them`() async throws {
        let pipe = Pipe()
        let queue = LineQueue(
            descriptor: pipe.fileHandleForWriting.fileDescriptor, bounds: .init(waitMilliseconds: 60_000))
        async let read = offThread { try pipe.fileHandleForReading.readToEnd() }
        await withTaskGroup { group in
            for writer in 0..<8 {
                group.addTask { for number in 0..<2000 { queue.add(Self.line("\(writer) \(number) \(Self.filling)")) } }
            }
        }
        queue.flush()
        try pipe.fileHandleForWriting.close()
        let lines = Self.lines(try await read).map { $0.split(separator: " ") }
        #expect(lines.count == 16_000)
        for writer in 0..<8 {
            let own = lines.filter { $0.first == "\(writer)" }
            #expect(own.map { $0[1] } == (0..<2000).map { "\($0)" })
            #expect(own.allSatisfy { $0.count == 3 && $0[2] == Self.filling })
        }
    }

    private static let filling = String(repeating: "x", count: 100)

    @Test func `a line longer than a pipe and a queue have room for arrives`() async throws {
        let pipe = Pipe()
        let queue = LineQueue(descriptor: pipe.fileHandleForWriting.fileDescriptor, bounds: Self.small)
        async let read = offThread { try pipe.fileHandleForReading.readToEnd() }
        let long = String(repeating: "y", count: 300_000)
        queue.add(Self.line(long))
        while !queue.flush() {}
        try pipe.fileHandleForWriting.close()
        #expect(Self.lines(try await read) == [Substring(long)])
    }

    @Test func `while nobody reads lines are dropped in the end, and the reader is told how many`() async throws {
        let pipe = Pipe()
        let queue = LineQueue(descriptor: pipe.fileHandleForWriting.fileDescriptor, bounds: Self.small)
        queue.describeDropped { "dropped \($0)" }
        for number in 0..<2000 { queue.add(Self.line("\(number) \(Self.filling)")) }
        async let read = offThread { try pipe.fileHandleForReading.readToEnd() }
        while !queue.flush() {}
        try pipe.fileHandleForWriting.close()
        let lines = Self.lines(try await read)
        let reported = lines.filter { $0.hasPrefix("dropped ") }.compactMap { Int($0.dropFirst("dropped ".count)) }
        let kept = lines.filter { !$0.hasPrefix("dropped ") }.compactMap { Int($0.prefix { $0 != " " }) }
        #expect(reported.reduce(0, +) > 0)
        #expect(kept.count + reported.reduce(0, +) == 2000)
        #expect(kept == kept.sorted())
    }

    @Test func `a reader who is gone holds nobody`() throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = Pipe()
        let queue = LineQueue(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForReading.close()
        for number in 0..<50_000 { queue.add(Self.line("\(number) \(Self.filling)")) }
        queue.flush()
    }
}
