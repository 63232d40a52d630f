/// The error that Muster's own code throws on purpose.
///
/// It says what is wrong in the contract's words and nothing of HTTP; one file of the server turns it into an answer.
/// The store's operations throw `StoreRefusal` where they refuse: the words for that are the server's.
public struct Failure: Error, Sendable, Equatable {
    /// What kind of trouble it is; the server gives each kind a status.
    public enum Kind: Sendable, Equatable {
        /// The request is wrong.
        case invalid
        /// Nobody is logged in.
        case unauthenticated
        /// A login that failed; `retryAfterSeconds` when it is blocked for a while.
        case loginRefused(retryAfterSeconds: Int?)
        /// The caller may not do this.
        case forbidden
        /// The thing is not there, where the contract wants that said with 404.
        case notFound
        /// The body did not arrive in time.
        case tooSlow
        /// The body is larger than the route takes.
        case tooLarge
        /// The body is packed in a way that is not read.
        case unsupported
        /// Too many calls; the next one may come after that many seconds.
        case tooMany(waitSeconds: Int)
        /// The server has more to do than it can; the same request may succeed later.
        case overloaded
        /// The store cannot do it now; the same request may succeed later.
        case unavailable
        /// The store is damaged where it was looked at; trying again will not help.
        case damaged
        /// A fault of ours. The text is for the log, never for the client.
        case fault
    }

    /// What kind of trouble it is.
    public let kind: Kind
    /// The reason in the contract's words; nil where only the id is shown.
    public let reason: String?
    /// The error's id (`errorType` on the wire), nil for a plain error (contract 1.8).
    public let id: String?
    /// More about it, as the contract shows it.
    public let details: JSON?
    /// What lies behind it, for the log and the terminal; never for a client.
    public let cause: String?

    /// Where in an argument a Match failure arose (contract 1.16); empty at its root, nil for any other failure.
    public let path: String?

    /// A failure of that kind.
    public init(
        _ kind: Kind, _ reason: String?, id: String? = nil, details: JSON? = nil, cause: String? = nil,
        path: String? = nil
    ) {
        self.path = path
        self.kind = kind
        self.reason = reason
        self.id = id
        self.details = details
        self.cause = cause
    }

    /// The text of the contract: `reason [id]`, `[id]` or the reason alone.
    public var text: String {
        switch (reason, id) {
        case (let reason?, let id?): "\(reason) [\(id)]"
        case (nil, let id?): "[\(id)]"
        case (let reason, nil): reason ?? ""
        }
    }
}

extension Failure {
    /// A wrong request, shown without an id.
    public static func plain(_ reason: String) -> Failure { Failure(.invalid, reason) }

    /// A wrong request with the contract's id.
    public static func typed(_ reason: String?, _ id: String, details: JSON? = nil) -> Failure {
        Failure(.invalid, reason, id: id, details: details)
    }

    /// A typed failure whose details name the method it arose in, as the original's do.
    public static func typed(_ reason: String?, _ id: String, method: String) -> Failure {
        typed(reason, id, details: ["method": .string(method)])
    }

    /// A body whose shape is wrong (contract 2.2).
    ///
    /// - Parameters:
    ///   - problem: What is wrong, and where.
    ///   - path: Where once more, for methods (1.16).
    public static func match(_ problem: String, path: String = "") -> Failure {
        Failure(.invalid, "Match error: " + problem, path: path)
    }

    /// An object of custom members is larger than anybody needs.
    public static let tooManyMembers = typed(
        "An object may have \(Limits.customMembers) members and \(Limits.customBytes) bytes at most",
        "error-invalid-params")

    /// A body or query that breaks a route's schema (contract 1.11).
    public static func schema(_ problem: String) -> Failure { typed(problem, "invalid-params") }

    /// A `query` that a list cannot honour (D80).
    public static func query(_ problem: String) -> Failure { typed(problem, "error-invalid-query") }

    /// The caller lacks a permission that the route declares (contract 1.9).
    public static let missingPermission = Failure(
        .forbidden, "User does not have the permissions required for this action [error-unauthorized]")

    /// No valid pair of headers (D2).
    public static let notLoggedIn = Failure(.unauthenticated, "You must be logged in to do this.")
}
