import MusterModel
import Testing

/// The order of the questions is the order of the checks.
@Suite("A body's description says what is shown, what is refused and what is read")
struct DescribedTests {
    private struct Whole: Described {
        static let schema = RequestSchema(of: Self.self)
        let id: String
        let isOn: Bool?
        let parts: [Part]
        let asSent: JSON?

        init(_ members: inout Members) {
            id = members.required("id", .string(charactersMin: 1))
            isOn = members.optional("isOn", .boolean)
            parts = members.required("parts", .array(.object(Part.self)))
            asSent = members.asSent("asSent", .filled)
            members.unused("older", .oneOf(["a", "b"]))
        }
    }

    private struct Part: Described {
        static let schema = RequestSchema(of: Self.self, isOpen: true)
        let count: Double

        init(_ members: inout Members) { count = members.required("count", .number) }
    }

    @Test func `the schema has every question in its order`() {
        #expect(Whole.schema.members.map(\.name) == ["id", "isOn", "parts", "asSent", "older"])
        #expect(Whole.schema.required == ["id", "parts"])
        #expect(!Whole.schema.isOpen)
        #expect(Part.schema.required == ["count"])
        #expect(Part.schema.isOpen)
    }

    @Test func `a checked body is read as it was coerced`() throws {
        let whole = try Whole(checking: [
            "id": 5, "isOn": "true", "parts": [["count": "2", "more": 1]], "asSent": "x", "older": "b",
        ])
        #expect(whole.id == "5")
        #expect(whole.isOn == true)
        #expect(whole.parts.map(\.count) == [2])
        #expect(whole.asSent == "x")
    }

    @Test func `an optional member that says nothing is none`() throws {
        let whole = try Whole(checking: ["id": "a", "isOn": .null, "parts": [], "asSent": ""])
        #expect(whole.isOn == nil)
        #expect(whole.asSent == nil)
    }

    static let refused: [(body: JSONObject, problem: String)] = [
        ([:], "must have required property 'id'"),
        (["id": "a"], "must have required property 'parts'"),
        (["id": "", "parts": [], "extra": 1], "must NOT have additional properties"),
        (["id": "", "parts": 1], "must NOT have fewer than 1 characters"),
        (["id": "a", "parts": 1, "isOn": "yes"], "must be boolean"),
        (["id": "a", "parts": [[:]]], "must have required property 'count'"),
        (["id": "a", "parts": [["count": "many"]]], "must be number"),
        (["id": "a", "parts": [], "older": "c"], "must be equal to one of the allowed values"),
    ]

    @Test(arguments: refused)
    func `the first fault is refused`(_ row: (body: JSONObject, problem: String)) {
        #expect(throws: Failure.schema(row.problem)) { try Whole(checking: row.body) }
    }

    @Test func `in a body that nothing checks a member of another kind reads as none`() {
        let whole = Whole(asSent: ["id": 5, "isOn": "true", "parts": [1, ["count": 3]], "asSent": [1]])
        #expect(whole.id == "")
        #expect(whole.isOn == nil)
        #expect(whole.parts.map(\.count) == [3])
        #expect(whole.asSent == [1])
    }

    static let pattern: [(value: JSON, problem: String)] = [
        (["id": 5], "Expected string, got number in field id"),
        (["id": "a", "isOn": .null], "Expected boolean, got null in field isOn"),
        (["id": "a", "parts": 1], "Expected array, got 1 in field parts"),
        (["parts": [["count": 1], ["count": "1"]]], "Expected number, got string in field parts[1].count"),
        (["parts": [["count": 1], [:]]], "Missing key 'count' in field parts[1]"),
        (["id": "a", "extra": 1], "Unknown key in field extra"),
        (["id": "a"], "Missing key 'parts'"),
    ]

    @Test(arguments: pattern)
    func `the same description serves as a Match pattern`(_ row: (value: JSON, problem: String)) {
        #expect(throws: Failure.shown(row.problem)) { try Match.object(row.value, Whole.schema) }
    }
}
