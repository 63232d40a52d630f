import Metrics
import MusterModel
import Synchronization

/// Keeps every series of the process, so that they can be shown.
final class MetricsRegistry: MetricsFactory {
    /// The process has one, as it has one metrics system.
    static let shared = MetricsRegistry()

    /// Makes it the process's metrics system; once, before a store is opened.
    static func install() { MetricsSystem.bootstrap(shared) }

    private enum Series {
        case counter(CounterSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)
    }
    private let series = Mutex<[SeriesKey: Series]>([:])

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let found = find(SeriesKey(label, dimensions)) { .counter(CounterSeries()) }
        if case .counter(let counter) = found { return counter }
        return CounterSeries()
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { gauge(label, dimensions) }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? histogram(label, dimensions) : gauge(label, dimensions)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { histogram(label, dimensions) }

    // What was counted is shown until the process ends.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// All that was counted so far, in the order of the names and labels.
    var families: [Exposition.Family] {
        let all = series.withLock { $0 }
        return Dictionary(grouping: all, by: \.key.name).sorted { $0.key < $1.key }.compactMap { name, members in
            let members = members.sorted { $0.key.labels < $1.key.labels }
            guard let first = members.first else { return nil }
            let lines = members.flatMap { key, series -> [Exposition.Line] in
                switch series {
                case .counter(let counter): [.init(labels: key.labels, value: Double(counter.value))]
                case .gauge(let gauge): [.init(labels: key.labels, value: gauge.value)]
                case .histogram(let histogram): Exposition.lines(of: histogram, labels: key.labels)
                }
            }
            return Exposition.Family(name, MetricsRegistry.kind(of: first.value), lines)
        }
    }

    private static func kind(of series: Series) -> Exposition.Kind {
        switch series {
        case .counter: .counter
        case .gauge: .gauge
        case .histogram: .histogram
        }
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        let found = find(SeriesKey(label, dimensions)) { .gauge(GaugeSeries()) }
        if case .gauge(let gauge) = found { return gauge }
        return GaugeSeries()
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramSeries {
        let bounds = Catalogue.bounds(of: label)
        let found = find(SeriesKey(label, dimensions)) { .histogram(HistogramSeries(bounds: bounds)) }
        if case .histogram(let histogram) = found { return histogram }
        return HistogramSeries(bounds: bounds)
    }

    /// The series of that key; beyond the limit a new one that nobody sees.
    private func find(_ key: SeriesKey, _ make: () -> Series) -> Series {
        series.withLock { series in
            if let known = series[key] { return known }
            let made = make()
            if series.count < Limits.metricSeries { series[key] = made }
            return made
        }
    }
}
