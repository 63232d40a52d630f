import MusterModel
import MusterStore
import Synchronization

/// Asks the store for its newest event, and waits a second for the answer at most: a scrape must be answered also when
/// the store is not.
final class StoreProbe: Sendable {
    private let store: Store
    /// Questions that the store has not answered yet.
    private let unanswered = Atomic<Int>(0)

    init(store: Store) { self.store = store }

    private enum Answer: Sendable {
        case newest(sequence: Int, at: Timestamp)
        case noEvent
        case nothing
    }

    /// What the store says: that it answers, and how far its event log is.
    func families() async -> [Exposition.Family] {
        switch await answer() {
        case .nothing: [.init("muster_store_up", .gauge, value: 0)]
        case .noEvent: [.init("muster_store_up", .gauge, value: 1)]
        case .newest(let sequence, let at):
            [
                .init("muster_event_sequence", .gauge, value: sequence),
                .init("muster_event_timestamp_seconds", .gauge, value: Double(at.milliseconds) / 1000),
                .init("muster_store_up", .gauge, value: 1),
            ]
        }
    }

    private func answer() async -> Answer {
        guard unanswered.load(ordering: .relaxed) < Limits.storeProbes else { return .nothing }
        unanswered.add(1, ordering: .relaxed)
        let (answers, first) = AsyncStream<Answer>.makeStream(bufferingPolicy: .bufferingOldest(1))
        Task {
            let answer = await ask()
            unanswered.subtract(1, ordering: .relaxed)
            first.yield(answer)
        }
        let patience = Task {
            try? await Task.sleep(for: .seconds(1))
            first.yield(.nothing)
        }
        defer { patience.cancel() }
        for await answer in answers { return answer }
        return .nothing
    }

    private func ask() async -> Answer {
        do {
            guard let event = try await store.newestEvent() else { return .noEvent }
            return .newest(sequence: event.sequence, at: event.at)
        } catch {
            return .nothing
        }
    }
}
