/// A body or query, or a part of one, that names each of its members once: where it reads them.
///
/// The initializer asks for one member after the other, by name and by what it may be. The questions are the schema:
/// what the document shows, and what a check refuses. The answers are all that a handler can read.
///
///     struct Body: Described {
///         static let schema = RequestSchema(of: Self.self)
///         let userID: String
///         let bio: String?
///
///         init(_ members: inout Members) {
///             userID = members.required("userId", .string(charactersMin: 1))
///             bio = members.optional("bio", .string())
///         }
///     }
///
///     let body = try Body(checking: try await call.body())
public protocol Described: Sendable {
    /// The schema that follows from the questions.
    static var schema: RequestSchema { get }

    /// Asks for the members in the order in which they are checked.
    init(_ members: inout Members)
}

extension Described {
    /// A body checked by the schema.
    ///
    /// - Throws: The first fault, in the words of the original's schemas.
    public init(checking body: JSONObject) throws { self.init(asSent: try Self.schema.check(body)) }

    /// A body that is checked already, or by words of its own: a member of another kind reads as one that is not there.
    public init(asSent body: JSONObject) {
        var members = Members(body)
        self.init(&members)
    }
}

/// The questions of a `Described` value, and the object that answers them.
public struct Members {
    /// Nil while a schema is made: then the questions count, and only then.
    private let object: JSONObject?
    private(set) var required: [String] = []
    private(set) var asked: [(name: String, shape: RequestSchema.Shape)] = []

    init(_ object: JSONObject?) { self.object = object }

    /// A member that must be there.
    ///
    /// - Parameters:
    ///   - name: Its name on the wire.
    ///   - kind: What it may be.
    /// - Returns: What was sent; while a schema is made, and for a member of another kind, what stands for nothing.
    public mutating func required<Value>(_ name: String, _ kind: MemberKind<Value>) -> Value {
        asSent(name, kind, isRequired: true).flatMap(kind.read) ?? kind.nothing()
    }

    /// A member that may be left out, nil then.
    ///
    /// - Parameters:
    ///   - name: Its name on the wire.
    ///   - kind: What it may be.
    public mutating func optional<Value>(_ name: String, _ kind: MemberKind<Value>) -> Value? {
        asSent(name, kind).flatMap(kind.read)
    }

    /// A member as it was sent, whatever it is: for who refuses it in words of their own. The document shows the kind.
    ///
    /// - Parameters:
    ///   - name: Its name on the wire.
    ///   - kind: What the document says it may be.
    ///   - isRequired: Whether the document says that it must be there.
    /// - Returns: Nil when it was not sent.
    public mutating func asSent<Value>(_ name: String, _ kind: MemberKind<Value>, isRequired: Bool = false) -> JSON? {
        guard let object else {
            asked.append((name, kind.shape))
            if isRequired { required.append(name) }
            return nil
        }
        return object[name]
    }

    /// A member that the original takes, and that means nothing here.
    ///
    /// - Parameters:
    ///   - name: Its name on the wire.
    ///   - kind: What the document says it may be.
    public mutating func unused<Value>(_ name: String, _ kind: MemberKind<Value>) { _ = asSent(name, kind) }
}

/// What a member may be, with the Swift type it is read as.
public struct MemberKind<Value: Sendable>: Sendable {
    let shape: RequestSchema.Shape
    let read: @Sendable (JSON) -> Value?
    /// Stands for a required member where there is none to read: while a schema is made of the questions.
    let nothing: @Sendable () -> Value
}

extension MemberKind<String> {
    /// A text of at least so many characters.
    public static func string(charactersMin: Int = 0) -> Self { text(.string(charactersMin: charactersMin)) }

    /// A text that says something (D60).
    public static var filled: Self { text(.filled) }

    /// One of these texts.
    public static func oneOf(_ allowed: [String]) -> Self { text(.oneOf(allowed)) }

    private static func text(_ shape: RequestSchema.Shape) -> Self {
        Self(shape: shape, read: { $0.string }, nothing: { "" })
    }
}

extension MemberKind<Bool> {
    /// A truth value.
    public static var boolean: Self { Self(shape: .boolean, read: { $0.bool }, nothing: { false }) }

    /// The text `true` or `false`: what a query has for a truth value.
    public static var flag: Self {
        Self(shape: .oneOf(["true", "false"]), read: { $0 == "true" }, nothing: { false })
    }
}

extension MemberKind<Double> {
    /// A number.
    public static var number: Self { Self(shape: .number, read: { $0.number }, nothing: { 0 }) }
}

extension MemberKind<JSON> {
    /// Whatever it is.
    public static var anything: Self { json(.anything) }

    /// A value of that shape that is handed on as a whole.
    public static func json(_ shape: RequestSchema.Shape) -> Self {
        Self(shape: shape, read: { $0 }, nothing: { .null })
    }
}

extension MemberKind {
    /// Any number of elements.
    public static func array<Element>(_ element: MemberKind<Element>) -> Self where Value == [Element] {
        Self(shape: .array(element.shape), read: { $0.array?.compactMap(element.read) }, nothing: { [] })
    }

    /// An object that is described itself.
    public static func object(_ type: Value.Type) -> Self where Value: Described {
        Self(
            shape: .object(type.schema), read: { $0.object.map(Value.init(asSent:)) },
            nothing: { Value(asSent: [:]) })
    }
}
