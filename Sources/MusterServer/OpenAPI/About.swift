import MusterModel

/// What the document says of a route besides its row of the table. It stands beside the handler.
///
/// Together the examples make a request that the demo (`serve --demo`) answers as the sample says.
struct About: Sendable {
    /// One line for people.
    let summary: String
    /// Values for the parameters of the path.
    let path: JSONObject
    /// What the query takes; the endpoint's own schema where it checks with one.
    let query: RequestSchema?
    /// What the body takes; likewise.
    let body: RequestSchema?
    /// Members of the query, or else of the body.
    let example: JSONObject
    /// A part of a form that takes a file, where the body may be one.
    let upload: String?
    /// The success.
    let answer: Sample
    let status: Int
    let contentType: String
    /// Other types that the success may have instead.
    let otherTypes: [String]
    /// Refusals no other route has, by status.
    let refusals: [(status: Int, failure: Failure)]

    init(
        _ summary: String, path: JSONObject = [:], query: RequestSchema? = nil, body: RequestSchema? = nil,
        example: JSONObject = [:],
        upload: String? = nil, answer: Sample = .success(), status: Int = 200, contentType: String = "application/json",
        otherTypes: [String] = [],
        refusals: [(status: Int, failure: Failure)] = []
    ) {
        self.summary = summary
        self.path = path
        self.query = query
        self.body = body
        self.example = example
        self.upload = upload
        self.answer = answer
        self.status = status
        self.contentType = contentType
        self.otherTypes = otherTypes
        self.refusals = refusals
    }
}

extension RequestSchema {
    /// The part of a list (contract 1.15).
    static let paged = RequestSchema([
        "count": .number, "offset": .number, "sort": .string(), "query": .string(), "fields": .string(),
    ])
    /// The part of a list that is searched.
    static let search = RequestSchema([
        "text": .string(), "count": .number, "offset": .number, "sort": .string(), "query": .string(),
        "fields": .string(),
    ])
}

extension Members {
    /// The part of a list (contract 1.15), which `Call.page` reads.
    mutating func page(withFields hasFields: Bool = true) {
        unused("count", .number)
        unused("offset", .number)
        unused("sort", .string())
        unused("query", .string())
        if hasFields { unused("fields", .string()) }
    }
}
