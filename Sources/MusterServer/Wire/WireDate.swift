import Foundation
import MusterModel

extension Timestamp {
    /// A date as clients send it in a query: ISO 8601, with or without a time and its fraction.
    init?(iso8601 text: String) {
        // The styles below ignore what follows a date.
        let form = /[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:?[0-9]{2}))?/
        let styles = [
            Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle(),
            Date.ISO8601FormatStyle().year().month().day(),
        ]
        guard text.wholeMatch(of: form) != nil, let date = styles.lazy.compactMap({ try? $0.parse(text) }).first else {
            return nil
        }
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}
