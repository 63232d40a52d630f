/// The text that Prometheus reads: its text exposition format, version 0.0.4.
enum Exposition {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    /// A line below a family's name.
    struct Line: Sendable {
        /// `_bucket`, `_sum` or `_count` of a histogram.
        var suffix = ""
        /// Names and escaped values, without braces.
        var labels = ""
        let value: Double
    }

    /// All lines of one name.
    struct Family: Sendable {
        let name: String
        let kind: Kind
        let lines: [Line]

        init(_ name: String, _ kind: Kind, _ lines: [Line]) {
            self.name = name
            self.kind = kind
            self.lines = lines
        }

        /// A gauge or counter without labels.
        init(_ name: String, _ kind: Kind, value: Int) { self.init(name, kind, value: Double(value)) }

        /// A gauge or counter without labels; left out when it is not known.
        init(_ name: String, _ kind: Kind, value: Double?) {
            self.init(name, kind, value.map { [Line(value: $0)] } ?? [])
        }
    }

    /// The whole text.
    static func text(_ families: [Family]) -> String {
        var text = ""
        for family in families where !family.lines.isEmpty {
            if let help = Catalogue.help(for: family.name) { text += "# HELP \(family.name) \(escapedHelp(help))\n" }
            text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
            for line in family.lines {
                let labels = line.labels.isEmpty ? "" : "{\(line.labels)}"
                text += "\(family.name)\(line.suffix)\(labels) \(number(line.value))\n"
            }
        }
        return text
    }

    /// The lines of a histogram: how many values are at most each bound, their sum, and how many there are.
    static func lines(of histogram: HistogramSeries, labels: String) -> [Line] {
        let snapshot = histogram.snapshot
        let separator = labels.isEmpty ? "" : ","
        var lines: [Line] = []
        var total = 0
        for (bound, count) in zip(histogram.bounds + [.infinity], snapshot.counts) {
            total += count
            let labels = "\(labels)\(separator)le=\"\(number(bound))\""
            lines.append(Line(suffix: "_bucket", labels: labels, value: Double(total)))
        }
        lines.append(Line(suffix: "_sum", labels: labels, value: snapshot.sum))
        lines.append(Line(suffix: "_count", labels: labels, value: Double(total)))
        return lines
    }

    /// A label's value as it stands between quotation marks.
    static func escapedLabel(_ value: String) -> String { escapedHelp(value).replacing("\"", with: "\\\"") }

    private static func escapedHelp(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        if value == .infinity { return "+Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }
}
