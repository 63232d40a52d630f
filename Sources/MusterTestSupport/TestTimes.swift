import Foundation
import Synchronization

/// How long tests take without their waiting for a place: the runner's own times count that too.
public enum TestTimes {
    /// A file to which a line is added whenever a test has given back its place: the seconds, and the test's file.
    private static let file = Mutex(
        ProcessInfo.processInfo.environment["MUSTER_TEST_TIMES"].flatMap { path in
            _ = FileManager.default.createFile(atPath: path, contents: nil)
            return FileHandle(forWritingAtPath: path)
        })

    /// Records how long something of a test's file took.
    public static func add(_ time: Duration, of file: String) {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        self.file.withLock { try? $0?.write(contentsOf: Data("\(seconds) \(file)\n".utf8)) }
    }
}
