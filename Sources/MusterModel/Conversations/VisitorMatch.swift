/// Which record a visitor who registers is (conversations 3.1).
public enum VisitorMatch: Sendable, Equatable {
    /// The record of this token.
    case token(String)
    /// A record with this phone; it keeps its own token.
    case phone(String)
    /// A record with this address; it gets the token that was sent.
    case address(String)
    /// None: a new one is made.
    case new

    /// The first that fits, in the contract's order; each is the id of a record that was found by that.
    ///
    /// - Parameters:
    ///   - byToken: The record of the token that was sent; nil where there is none.
    ///   - byPhone: A record with the phone that was sent.
    ///   - byAddress: A record with the address that was sent.
    ///   - provenOnly: The strict switch: a phone or address that nobody signed for merges nothing.
    public init(byToken: String?, byPhone: String?, byAddress: String?, provenOnly: Bool = false) {
        if let byToken {
            self = .token(byToken)
        } else if let byPhone, !provenOnly {
            self = .phone(byPhone)
        } else if let byAddress, !provenOnly {
            self = .address(byAddress)
        } else {
            self = .new
        }
    }

    /// The token that the record has afterwards.
    ///
    /// - Parameters:
    ///   - sent: The visitor's.
    ///   - present: The one that the record had; nil for a new one.
    public func token(sent: String, present: String?) -> String {
        if case .phone = self, let present { return present }
        return sent
    }
}
