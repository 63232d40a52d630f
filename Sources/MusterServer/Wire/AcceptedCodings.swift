/// How a client wants the bytes of an answer, as its `Accept-Encoding` says (RFC 9110, 12.5.3).
struct AcceptedCodings {
    // In thousandths; nil where the client says nothing.
    private var gzip: Int?
    private var identity: Int?
    private var others: Int?

    /// - Parameter value: The header's; a client without one takes bytes as they are.
    init(_ value: String?) {
        for element in (value ?? "").utf8.split(separator: UInt8(ascii: ",")) {
            let sides = element.split(separator: UInt8(ascii: ";"), maxSplits: 1)
            guard let first = sides.first, let weight = AcceptedCodings.weight(sides.dropFirst().first) else {
                continue
            }
            switch AcceptedCodings.word(first) {
            case "gzip", "x-gzip": gzip = weight
            case "identity": identity = weight
            case "*": others = weight
            default: break
            }
        }
    }

    /// Whether the client would rather have gzip: it takes it, and does not want the bytes as they are more than that.
    var prefersGzip: Bool {
        let weight = gzip ?? others ?? 0
        return weight > 0 && weight >= identity ?? 0
    }

    /// Whether the client cannot use the bytes as they are.
    var refusesIdentity: Bool { (identity ?? others) == 0 }

    /// In thousandths; 1000 without a parameter, nil where it is none.
    private static func weight(_ parameter: Substring.UTF8View?) -> Int? {
        guard let parameter else { return 1000 }
        let text = word(parameter)
        guard text.hasPrefix("q="), let weight = Double(text.dropFirst(2)), (0...1).contains(weight) else { return nil }
        return Int((weight * 1000).rounded())
    }

    /// Without the blanks around it, in lower case.
    private static func word(_ bytes: Substring.UTF8View) -> String {
        Substring(bytes).filter { $0 != " " && $0 != "\t" }.lowercased()
    }
}
