import MusterModel
import Testing

/// `Accounts_CustomFields` (D73).
@Suite("Custom fields follow the setting that describes them")
struct CustomFieldRuleTests {
    private static let rules = """
        {"city": {"type": "text", "required": true, "minLength": 2, "maxLength": 5},
         "shift": {"type": "select", "options": ["day", "night"]}, "note": {"type": "text"}}
        """

    private static func kept(_ fields: JSON, _ rules: String = rules) throws -> JSON {
        try Settings(stored: ["Accounts_CustomFields": .string(rules)]).customFields(from: fields)
    }

    @Test(
        arguments: [
            (["city": "Oslo", "shift": "day"], ["city": "Oslo", "shift": "day"]),
            (["city": "Oslo", "other": "x"], ["city": "Oslo"]),
            (["note": "n", "city": "Oslo"], ["city": "Oslo", "note": "n"]),
            (["city": "Bergø"], ["city": "Bergø"]), (["city": "Os", "shift": ""], ["city": "Os", "shift": ""]),
        ] as [(JSON, JSON)])
    func `those it names are kept, in its order`(_ given: JSON, _ kept: JSON) throws {
        #expect(try Self.kept(given).text() == kept.text())
    }

    @Test(
        arguments: [
            ([:], .missing("city")), (["city": " "], .missing("city")), (["city": .null], .missing("city")),
            (["city": "O"], .tooShort("city", charactersMin: 2)),
            (["city": "Trondheim"], .tooLong("city", charactersMax: 5)),
            (["city": "Oslo", "shift": "noon"], .noOption("shift")),
            (["city": "Oslo", "shift": 5], .noOption("shift")),
        ] as [(JSON, CustomFieldFault)])
    func `one that breaks its rule is named`(_ given: JSON, _ fault: CustomFieldFault) {
        #expect(throws: fault) { try Self.kept(given) }
    }

    @Test(arguments: ["", " ", "\n"])
    func `while it is blank all are kept`(_ rules: String) throws {
        #expect(try Self.kept(["a": 1, "b": ["c": [true]]], rules) == ["a": 1, "b": ["c": [true]]])
    }

    @Test(arguments: ["{", "[]", "5", "city"])
    func `while it is no JSON object none can be saved`(_ rules: String) {
        #expect(throws: CustomFieldFault.noRules) { try Self.kept(["a": 1], rules) }
    }
}
