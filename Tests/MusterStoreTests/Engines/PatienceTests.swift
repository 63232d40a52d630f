import Facts
import MusterModel
@testable import MusterStore
import Synchronization
import Testing

/// How long is waited for another process.
@Suite("Who waits for the file waits a bounded time, with pauses that grow")
struct PatienceTests {
    @Test func `pauses grow to twenty milliseconds, and their sum is what is counted as waited`() {
        let pauses = (0..<200).map(Patience.pauseMilliseconds)
        #expect(pauses.prefix(7) == [1, 2, 4, 8, 16, 20, 20])
        #expect(zip(pauses, pauses.dropFirst()).allSatisfy { $0 <= $1 } && pauses.last == 20)
        for tries in [0, 1, 4, 5, 6, 199] {
            #expect(Patience.millisecondsWaited(afterTries: tries) == pauses.prefix(tries).reduce(0, +))
        }
    }

    @Test(.keepsAway("Muster 11.A10"), arguments: [0, 1, 5, 30])
    func `after its time nobody waits any more`(_ seconds: Int) {
        let patience = Patience(seconds: seconds)
        let tries = (0...).first { Patience.millisecondsWaited(afterTries: $0) >= seconds * 1000 } ?? 0
        #expect(!patience.waits(afterTries: tries))
        #expect(tries == 0 || patience.waits(afterTries: tries - 1))
        // Enough attempts to meet the moment between two commits.
        #expect(tries >= 50 * seconds - 1)
    }

    @Test func `that one waits is said once, and not at once`() {
        let said = Mutex<[Int]>([])
        let tries = Mutex(0)
        let patience = Patience(seconds: 1) { said.withLock { $0.append(tries.withLock { $0 }) } }
        while patience.waits(afterTries: tries.withLock { $0 }) { tries.withLock { $0 += 1 } }
        #expect(said.withLock { $0 }.count == 1)
        #expect(said.withLock { $0.first.map { Patience.millisecondsWaited(afterTries: $0 + 1) >= 500 } } == true)
    }
}
