import Metrics
import MusterModel
@testable import MusterServer
import Testing

/// The text that Prometheus reads, line by line.
@Suite("Figures are written as Prometheus reads them")
struct ExpositionTests {
    @Test func `a label's value is escaped, so that it cannot end its line or its quotation marks`() {
        let registry = MetricsRegistry()
        registry.makeCounter(label: "x_total", dimensions: [("route", "a\"b\\c\nd"), ("status", "200")]).increment(
            by: 3)
        let text = Exposition.text(registry.families)
        #expect(text == "# TYPE x_total counter\nx_total{route=\"a\\\"b\\\\c\\nd\",status=\"200\"} 3\n")
    }

    @Test func `a histogram's buckets grow, and the last is the count`() {
        let registry = MetricsRegistry()
        let timer = registry.makeTimer(label: "x_seconds", dimensions: [("kind", "read")])
        // On a bound, between bounds, beyond all of them.
        for nanoseconds: Int64 in [500_000, 700_000, 700_000, 60_000_000_000] { timer.recordNanoseconds(nanoseconds) }
        let lines = Exposition.text(registry.families).split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE x_seconds histogram")
        #expect(lines[1] == "x_seconds_bucket{kind=\"read\",le=\"0.0005\"} 1")
        #expect(lines[2] == "x_seconds_bucket{kind=\"read\",le=\"0.001\"} 3")
        #expect(lines.dropFirst(2).dropLast(3).allSatisfy { $0.hasSuffix(" 3") })
        #expect(
            lines.suffix(3) == [
                "x_seconds_bucket{kind=\"read\",le=\"+Inf\"} 4", "x_seconds_sum{kind=\"read\"} 60.0019",
                "x_seconds_count{kind=\"read\"} 4",
            ])
    }

    @Test func `a gauge shows what it was set to, and the same name and labels are the same series`() {
        let registry = MetricsRegistry()
        registry.makeMeter(label: "muster_writes_waiting", dimensions: []).set(Int64(5))
        registry.makeMeter(label: "muster_writes_waiting", dimensions: []).decrement(by: 2)
        let help = Catalogue.helps["muster_writes_waiting"] ?? ""
        #expect(
            Exposition.text(registry.families)
                == "# HELP muster_writes_waiting \(help)\n# TYPE muster_writes_waiting gauge\nmuster_writes_waiting 3\n"
        )
    }

    @Test func `the number of series has an end`() {
        let registry = MetricsRegistry()
        for number in 0..<(Limits.metricSeries + 10) {
            registry.makeCounter(label: "x_total", dimensions: [("n", "\(number)")]).increment(by: 1)
        }
        #expect(registry.families.first?.lines.count == Limits.metricSeries)
    }
}
