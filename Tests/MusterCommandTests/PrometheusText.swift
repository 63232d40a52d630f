import MusterTestSupport

/// A strict reader of Prometheus' text exposition format 0.0.4: what a scraper would not take, or would take for
/// something else, is an error.
struct PrometheusText {
    struct Family {
        var help: String?
        let kind: String
        /// Values by what stands before them: the name with its labels.
        var samples: [(series: String, value: Double)] = []
    }

    private(set) var families: [String: Family] = [:]

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw ProcessFailure("the last line has no end") }
        var help: (name: String, text: String)?
        var current: String?
        var seen: Set<String> = []
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            if let found = line.wholeMatch(of: /# HELP ([a-z_:]+) (\S.*)/) {
                guard help == nil else { throw ProcessFailure("two HELP lines: \(line)") }
                help = (String(found.1), String(found.2))
            } else if let found = line.wholeMatch(of: /# TYPE ([a-z_:]+) (counter|gauge|histogram)/) {
                let name = String(found.1)
                guard families[name] == nil, help.map({ $0.name == name }) ?? true else {
                    throw ProcessFailure("out of order: \(line)")
                }
                families[name] = Family(help: help?.text, kind: String(found.2))
                (current, help) = (name, nil)
            } else {
                guard let name = current, help == nil else { throw ProcessFailure("of no family: \(line)") }
                let (series, value) = try PrometheusText.sample(line, of: name, families[name]?.kind ?? "")
                guard seen.insert(series).inserted else { throw ProcessFailure("twice: \(line)") }
                families[name]?.samples.append((series, value))
            }
        }
        for (name, family) in families {
            guard !family.samples.isEmpty else { throw ProcessFailure("\(name) has no samples") }
            if family.kind == "histogram" { try PrometheusText.check(family, name) }
        }
    }

    /// The value of a series, as `muster_store_up` or `x_total{a="b"}`; nil when it is not there.
    subscript(series: String) -> Double? {
        families.values.lazy.flatMap(\.samples).first { $0.series == series }?.value
    }

    private static func sample(_ line: Substring, of family: String, _ kind: String) throws -> (String, Double) {
        let label = #/[a-z_]+="(?:[^"\\\n]|\\["\\n])*"/#
        guard let found = line.wholeMatch(of: /([a-z_:]+)((?:\{.*\})?) (\S+)/) else {
            throw ProcessFailure("no sample: \(line)")
        }
        let (name, labels) = (String(found.1), found.2)
        let names = kind == "histogram" ? ["_bucket", "_sum", "_count"].map { family + $0 } : [family]
        guard names.contains(name) else { throw ProcessFailure("not of \(family): \(line)") }
        guard kind != "counter" || name.hasSuffix("_total") else { throw ProcessFailure("no total: \(line)") }
        var rest = labels.dropFirst().dropLast()
        while !rest.isEmpty {
            guard let one = rest.prefixMatch(of: label) else { throw ProcessFailure("no labels: \(line)") }
            rest = rest[one.range.upperBound...]
            guard rest.isEmpty || rest.removeFirst() == "," else { throw ProcessFailure("no labels: \(line)") }
        }
        let text = found.3 == "+Inf" ? "inf" : String(found.3)
        guard let value = Double(text), kind == "gauge" || value >= 0 else { throw ProcessFailure("no value: \(line)") }
        return (name + labels, value)
    }

    /// Buckets grow up to +Inf, which is the count.
    private static func check(_ family: Family, _ name: String) throws {
        var buckets: [String: [(bound: Double, count: Double)]] = [:]
        var counts: [String: Double] = [:]
        var sums: [String: Double] = [:]
        for (series, value) in family.samples {
            let labels = series.drop { $0 != "{" }.dropFirst().dropLast()
            if series.hasPrefix(name + "_bucket") {
                guard let found = labels.firstMatch(of: /^(.*?),?le="([^"]+)"$/),
                    let bound = Double(found.2 == "+Inf" ? "inf" : String(found.2))
                else { throw ProcessFailure("no bound: \(series)") }
                buckets[String(found.1), default: []].append((bound, value))
            } else if series.hasPrefix(name + "_sum") {
                sums[String(labels)] = value
            } else {
                counts[String(labels)] = value
            }
        }
        for (labels, found) in buckets {
            let grows = zip(found, found.dropFirst()).allSatisfy { $0.bound < $1.bound && $0.count <= $1.count }
            let last = found.last
            guard grows, last?.bound == .infinity, last?.count == counts[labels], sums[labels] != nil else {
                throw ProcessFailure("\(name){\(labels)}: \(found), count \(counts[labels] ?? -1)")
            }
        }
        guard Set(buckets.keys) == Set(counts.keys), Set(counts.keys) == Set(sums.keys) else {
            throw ProcessFailure("\(name): buckets, sums and counts are of different series")
        }
    }
}
