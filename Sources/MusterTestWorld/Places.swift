import MusterTestSupport

/// Bounds how much stands at once: tests start by the thousand, and on a starved machine what is to come in time is
/// late.
public actor Places {
    /// Of worlds: each has connections and threads of its own.
    static let worlds = Places(12)
    /// Of tests that run programs.
    public static let programs = Places(6)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// How many of them have got their place.
    private var served = 0

    private init(_ count: Int) { free = count }

    /// Runs the work with a place of its own, and records how long it took.
    nonisolated func with<Value: Sendable>(
        file: String, _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        await take()
        let began = ContinuousClock.now
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
        TestTimes.add(ContinuousClock.now - began, of: file)
        await leave()
        return try outcome.get()
    }

    /// Waits for a place.
    public func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Gives a place to who has waited longest.
    public func leave() {
        guard served < waiting.count else {
            free += 1
            return
        }
        waiting[served].resume()
        served += 1
        guard served == waiting.count else { return }
        waiting = []
        served = 0
    }
}
