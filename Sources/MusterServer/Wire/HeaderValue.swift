/// A header's value with its parameters, as `form-data; name="image"`.
struct HeaderValue {
    let value: String
    /// By their names in lower case.
    let parameters: [String: String]

    /// - Returns: nil when it is not written so, or a parameter comes twice.
    init?(_ text: String) {
        var parts = HeaderValue.split(text)
        guard !parts.isEmpty else { return nil }
        value = HeaderValue.trimmed(parts.removeFirst())
        var parameters: [String: String] = [:]
        for part in parts {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = HeaderValue.trimmed(String(sides[0])).lowercased()
            guard sides.count == 2, !name.isEmpty, parameters[name] == nil else { return nil }
            parameters[name] = HeaderValue.unquoted(HeaderValue.trimmed(String(sides[1])))
        }
        self.parameters = parameters
    }

    /// The parts between semicolons outside of quotation marks.
    private static func split(_ text: String) -> [String] {
        var parts = [String.UnicodeScalarView()]
        var isQuoted = false, isEscaped = false
        for scalar in text.unicodeScalars {
            if scalar == ";", !isQuoted {
                parts.append(String.UnicodeScalarView())
                continue
            }
            if scalar == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && scalar == "\\" && !isEscaped
            parts[parts.count - 1].append(scalar)
        }
        return parts.map { String($0) }
    }

    private static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast().replacing("\\\"", with: "\"").replacing("\\\\", with: "\\"))
    }

    private static func trimmed(_ text: String) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = text.drop(while: isSpace)
        return String(start.reversed().drop(while: isSpace).reversed())
    }
}
