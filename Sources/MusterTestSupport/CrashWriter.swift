import Foundation
import MusterModel
import Synchronization

/// One connection of a round: creates and changes units without pause until the server is gone.
final class CrashWriter: Sendable {
    /// What a writer needs to know of the organisation.
    struct Setting: Sendable {
        let port: Int
        let headers: [(String, String)]
        let monitor: JSON
        let departmentIDs: [String]
        /// Units that no other connection changes.
        let unitIDs: [String]
        /// Begins every name this writer gives, so that no two writes give the same.
        let label: String
        let seed: UInt64
    }

    private let setting: Setting
    private let outcome = Mutex(CrashOutcome())
    private let running = DispatchGroup()

    /// Starts writing on a thread of its own.
    init(_ setting: Setting) {
        self.setting = setting
        running.enter()
        let thread = Thread { [self] in
            do {
                try write()
            } catch is HTTPConnectionError {
                // The server is gone; the write on its way stays unanswered.
            } catch {
                outcome.withLock { $0.problem = "\(error)" }
            }
            running.leave()
        }
        thread.start()
    }

    /// Whether it still writes.
    var isWriting: Bool { running.wait(timeout: .now()) == .timedOut }

    /// How many of its writes were acknowledged.
    var acknowledged: Int { outcome.withLock { $0.acknowledged.count } }

    /// What it did, once it has ended.
    func result() -> CrashOutcome {
        running.wait()
        return outcome.withLock { $0 }
    }

    private func write() throws {
        var random = SeededGenerator(seed: setting.seed)
        var unitIDs = setting.unitIDs
        let connection = try HTTPConnection(port: setting.port)
        for number in 1... {
            let isCreate = unitIDs.isEmpty || Int.random(in: 0..<5, using: &random) < 3
            let write = CrashWrite(
                unitID: isCreate ? nil : unitIDs.randomElement(using: &random),
                state: CrashState(
                    name: "\(setting.label)-\(number)", visibility: Bool.random(using: &random) ? "public" : "private"))
            let departments = setting.departmentIDs.shuffled(using: &random).prefix(.random(in: 0...3, using: &random))
            let body: JSON = [
                "unitData": ["name": .string(write.state.name), "visibility": .string(write.state.visibility)],
                "unitMonitors": [setting.monitor],
                "unitDepartments": .array(departments.map { ["departmentId": .string($0)] }),
            ]
            outcome.withLock { $0.unanswered = write }
            let path = "/api/v1/livechat/units" + (write.unitID.map { "/" + $0 } ?? "")
            let answer = try connection.send("POST", path, headers: setting.headers, body: body.bytes())
            guard answer.status == 200, let id = answer.json?.object?["_id"]?.string, id == write.unitID ?? id else {
                throw ProcessFailure("POST \(path) was answered \(answer.status) \(answer.text)")
            }
            if isCreate { unitIDs.append(id) }
            outcome.withLock {
                $0.acknowledged.append((id, write.state))
                $0.unanswered = nil
            }
        }
    }
}
