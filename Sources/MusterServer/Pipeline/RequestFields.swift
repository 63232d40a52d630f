import HTTPTypes

/// The fields of a request's header that every request is asked for, found in one pass: to ask a header for one name is
/// to look through all of it. A field that is sent twice is one with both values, as everywhere in HTTP.
struct RequestFields: Sendable {
    private(set) var token: String?
    private(set) var userID: String?
    private(set) var connection: String?
    private(set) var contentLength: String?
    private(set) var acceptEncoding: String?
    private(set) var ifNoneMatch: String?
    /// One each time it is sent.
    private(set) var transferEncodings: [String] = []
    /// The hosts beside the request's own.
    private(set) var hosts: [String] = []

    init(_ header: HTTPFields) {
        for field in header {
            switch field.name {
            case .xAuthToken: RequestFields.add(field, to: &token)
            case .xUserID: RequestFields.add(field, to: &userID)
            case .connection: RequestFields.add(field, to: &connection)
            case .contentLength: RequestFields.add(field, to: &contentLength)
            case .acceptEncoding: RequestFields.add(field, to: &acceptEncoding)
            case .ifNoneMatch: RequestFields.add(field, to: &ifNoneMatch)
            case .transferEncoding: transferEncodings.append(field.value)
            case .host: hosts.append(field.value)
            default: break
            }
        }
    }

    /// Whether a body follows the header.
    var announceBody: Bool { !transferEncodings.isEmpty || (contentLength.map { $0 != "0" } ?? false) }

    private static func add(_ field: HTTPField, to value: inout String?) {
        value = value.map { "\($0), \(field.value)" } ?? field.value
    }
}
