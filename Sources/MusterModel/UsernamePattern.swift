import Foundation

/// A regular expression of an administrator's, which must not be able to keep a core busy.
public struct TextPattern {
    private let expression: NSRegularExpression

    /// The pattern of whole texts; nil when it is too long, or no regular expression.
    public init?(_ pattern: String) {
        // By itself too: `a)|(b` is one only between the parentheses.
        guard pattern.utf8.count <= Limits.patternBytes, (try? NSRegularExpression(pattern: pattern)) != nil,
            let expression = try? NSRegularExpression(pattern: "\\A(?:\(pattern))\\z")
        else { return nil }
        self.expression = expression
    }

    /// True when it fits the whole text; false when the search is given up, as for `(a+)+` on a long text.
    public func fits(_ text: String) -> Bool {
        var isMatch = false
        var reports = 0
        let whole = NSRange(text.startIndex..., in: text)
        expression.enumerateMatches(in: text, options: [.anchored, .reportProgress], range: whole) { match, _, stop in
            reports += match == nil ? 1 : 0
            isMatch = match?.range == whole
            stop.pointee = ObjCBool(isMatch || reports >= Limits.patternReports)
        }
        return isMatch
    }
}

extension Settings {
    static let usernamePatternID = "UTF8_User_Names_Validation"

    /// What user names look like at first: digits, ASCII letters, `-`, `_` and `.` (contract 5.2).
    static let usernamePattern = "[0-9a-zA-Z-_.]+"

    /// True for a name that somebody may have: one that fits the workspace's pattern (D73).
    ///
    /// A pattern that is none counts as the default, as in the original.
    public func isValidUsername(_ text: String) -> Bool {
        let stored = self[Settings.usernamePatternID].string ?? ""
        guard !stored.isEmpty, stored != Settings.usernamePattern, let pattern = TextPattern(stored) else {
            return NewUser.isValidUsername(text)
        }
        return NewUser.isPossibleUsername(text) && pattern.fits(text)
    }
}

extension NewUser {
    /// What no pattern may allow: a name that cannot be seen or does not fit into an index.
    fileprivate static func isPossibleUsername(_ text: String) -> Bool {
        let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control }
        return text.utf8.count <= Limits.usernameBytes && !text.unicodeScalars.contains(where: isControl)
            && text == text.trimmingCharacters(in: .whitespaces) && !text.isEmpty
    }
}
