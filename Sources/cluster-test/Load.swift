import Foundation
import MusterModel
import MusterTestSupport
import Synchronization

/// What clients do to servers without pause: each creates units, renames its own and reads them back.
final class Load: Sendable {
    struct Setting: Sendable {
        /// Where the clients connect, in turn.
        let ports: [Int]
        let headers: [(String, String)]
        let monitor: JSON
        let departmentIDs: [String]
        let connections: Int
        let seed: UInt64
        /// Whether a server may say for a while that it cannot (503 with `Retry-After`).
        let mayBeUnavailable: Bool
    }

    /// What the clients were told so far.
    struct Tally: Sendable {
        var requests = 0
        /// Names given by acknowledged writes.
        var acknowledged: Set<String> = []
        /// Names given by writes of which the server could not say whether they were done.
        var unknown: Set<String> = []
        var unavailable = 0
        /// What a server must never answer, in words.
        var problems: [String] = []
        /// When the newest write was acknowledged, in nanoseconds.
        var lastSuccess: UInt64 = 0
        /// The longest time between two acknowledged writes of any client.
        var longestPauseNanoseconds: UInt64 = 0
    }

    private let setting: Setting
    private let state = Mutex((tally: Tally(), isStopped: false))
    private let running = DispatchGroup()

    init(_ setting: Setting) {
        self.setting = setting
        for index in 0..<setting.connections {
            running.enter()
            Thread { [self] in
                LoadClient(setting, index: index, load: self).run()
                running.leave()
            }.start()
        }
    }

    var tally: Tally { state.withLock { $0.tally } }
    var isStopped: Bool { state.withLock { $0.isStopped } }

    func note(_ change: (inout Tally) -> Void) { state.withLock { change(&$0.tally) } }

    func noteSuccess(_ name: String) {
        let now = DispatchTime.now().uptimeNanoseconds
        note { tally in
            tally.acknowledged.insert(name)
            if tally.lastSuccess > 0 {
                tally.longestPauseNanoseconds = max(tally.longestPauseNanoseconds, now - min(now, tally.lastSuccess))
            }
            tally.lastSuccess = now
        }
    }

    /// Ends the clients and says what they were told.
    func stop() -> Tally {
        state.withLock { $0.isStopped = true }
        running.wait()
        return tally
    }

    /// Waits until more writes are acknowledged, from now on.
    func waitForWrites(_ count: Int, seconds: Int = 60) throws {
        let goal = tally.acknowledged.count + count
        let deadline = Date() + Double(seconds)
        while tally.acknowledged.count < goal {
            guard Date() < deadline else {
                let problems = tally.problems.prefix(3).joined(separator: "\n")
                throw ProcessFailure("the service did not resume within \(seconds) s\n\(problems)")
            }
            usleep(2000)
        }
    }
}

/// One client with a connection of its own.
private final class LoadClient {
    private let setting: Load.Setting
    private let index: Int
    private let load: Load
    private var random: SeededGenerator
    private var connection: HTTPConnection?
    private var unitIDs: [String] = []

    init(_ setting: Load.Setting, index: Int, load: Load) {
        self.setting = setting
        self.index = index
        self.load = load
        random = SeededGenerator(seed: setting.seed &+ UInt64(index))
    }

    func run() {
        var number = 0
        while !load.isStopped {
            number += 1
            write("c\(index)-\(number)")
        }
    }

    private func write(_ name: String) {
        let unitID = unitIDs.count < 5 ? nil : unitIDs.randomElement(using: &random)
        let departments = setting.departmentIDs.shuffled(using: &random).prefix(.random(in: 0...2, using: &random))
        let body: JSON = [
            "unitData": ["name": .string(name), "visibility": "public"], "unitMonitors": [setting.monitor],
            "unitDepartments": .array(departments.map { ["departmentId": .string($0)] }),
        ]
        let path = "/api/v1/livechat/units" + (unitID.map { "/" + $0 } ?? "")
        guard let answer = send("POST", path, body, writing: name), answer.status == 200 else { return }
        guard let id = answer.json?.object?["_id"]?.string else { return problem("POST \(path): \(answer.text)") }
        load.noteSuccess(name)
        if unitID == nil, Bool.random(using: &random) { unitIDs.append(id) }
        // Whichever server answers has to know: nobody else changes this unit.
        guard let seen = send("GET", "/api/v1/livechat/units/\(id)", nil, writing: nil), seen.status == 200 else {
            return
        }
        if seen.json?.object?["name"] != .string(name) { problem("\(name) was acknowledged, then read: \(seen.text)") }
    }

    /// Sends a request; what is wrong with its answer goes into the tally.
    private func send(_ method: String, _ path: String, _ body: JSON?, writing name: String?) -> HTTPAnswer? {
        do {
            let connection = try self.connection ?? HTTPConnection(port: setting.ports[index % setting.ports.count])
            self.connection = connection
            let answer = try connection.send(method, path, headers: setting.headers, body: body?.bytes())
            if answer.headers.contains(where: { $0.name.lowercased() == "connection" && $0.value == "close" }) {
                self.connection = nil
            }
            load.note { $0.requests += 1 }
            if answer.status != 200 { refused(answer, "\(method) \(path)", name) }
            return answer
        } catch {
            connection = nil
            if let name { load.note { $0.unknown.insert(name) } }
            problem("\(method) \(path): \(error)")
            usleep(20_000)
            return nil
        }
    }

    private func refused(_ answer: HTTPAnswer, _ what: String, _ name: String?) {
        let hasAdvice = answer.headers.contains { $0.name.lowercased() == "retry-after" }
        guard setting.mayBeUnavailable, answer.status == 503, hasAdvice else {
            return problem("\(what): \(answer.status) \(answer.text)")
        }
        load.note { tally in
            tally.unavailable += 1
            if let name { tally.unknown.insert(name) }
        }
        usleep(10_000)
    }

    private func problem(_ text: String) { load.note { $0.problems.append(text) } }
}
