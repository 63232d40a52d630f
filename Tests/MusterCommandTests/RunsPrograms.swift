import Foundation
import MusterTestSupport
import MusterTestWorld
import Testing

extension Trait where Self == RunsPrograms {
    /// Tests that run programs and wait for them: a few at once, on threads that may wait.
    static var programs: Self { RunsPrograms(places: .programs) }

    /// The same for tests that do little but wait: they begin at once, so that the waiting passes beside other tests.
    static var longPrograms: Self { RunsPrograms(places: nil) }
}

/// Takes tests off the threads that all tests share: there is one a core, and a test that waits on one stops the
/// others.
struct RunsPrograms: SuiteTrait, TestTrait, TestScoping {
    let places: Places?

    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        await places?.take()
        let began = ContinuousClock.now
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(
                try await withTaskExecutorPreference(PatientThreads.shared) { try await function() })
        } catch {
            outcome = .failure(error)
        }
        TestTimes.add(ContinuousClock.now - began, of: test.sourceLocation.fileID)
        await places?.leave()
        try outcome.get()
    }
}
