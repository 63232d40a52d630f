import Facts
import MusterModel
import Testing

/// The object `department` (contract 4.7 row 5, D31) and the elements of `agents` (D30).
@Suite("A department's body is checked in the contract's words", .holds("4.2"))
struct NewDepartmentTests {
    static let good: JSONObject = [
        "enabled": true, "name": "n", "showOnRegistration": false, "email": "e", "showOnOfflineForm": true,
    ]

    @Test(arguments: ["enabled", "name", "showOnRegistration", "email", "showOnOfflineForm"])
    func `a required key is missed by its name`(_ key: String) {
        var object = Self.good
        object[key] = nil
        #expect(throws: Failure.shown("Missing key '\(key)'")) { try NewDepartment(.object(object)) }
    }

    @Test func `of several missing keys the contract's order decides`() {
        #expect(throws: Failure.shown("Missing key 'enabled'")) { try NewDepartment([:]) }
        #expect(throws: Failure.shown("Missing key 'name'")) { try NewDepartment(["enabled": true]) }
        #expect(throws: Failure.shown("Expected object, got undefined")) { try NewDepartment(nil) }
        #expect(throws: Failure.shown("Expected plain object")) { try NewDepartment([]) }
    }

    static let wrong: [(key: String, value: JSON, problem: String)] = [
        ("name", 5, "Expected string, got number in field name"),
        ("enabled", "true", "Expected boolean, got string in field enabled"),
        ("description", .null, "Expected string, got null in field description"),
        ("fallbackForwardDepartment", 1, "Expected string, got number in field fallbackForwardDepartment"),
        (
            "requestTagBeforeClosingChat", "x",
            "Expected boolean, got string in field requestTagBeforeClosingChat"
        ),
        ("allowReceiveForwardOffline", .null, "Expected boolean, got null in field allowReceiveForwardOffline"),
        ("chatClosingTags", [5], "Expected string, got number in field chatClosingTags[0]"),
        (
            "departmentsAllowedToForward", ["a", .null],
            "Expected string, got null in field departmentsAllowedToForward[1]"
        ),
        ("custom", .null, "Failed Match.OneOf, Match.Maybe or Match.Optional validation in field custom"),
        ("custom", [], "Failed Match.OneOf, Match.Maybe or Match.Optional validation in field custom"),
        ("custom", [:], "Failed Match.OneOf, Match.Maybe or Match.Optional validation in field custom"),
        ("custom", .number(1.5), "Failed Match.OneOf, Match.Maybe or Match.Optional validation in field custom"),
        (
            "custom", 2_147_483_648, "Failed Match.OneOf, Match.Maybe or Match.Optional validation in field custom"
        ),
        (
            "custom", -2_147_483_649, "Failed Match.OneOf, Match.Maybe or Match.Optional validation in field custom"
        ),
    ]

    @Test(arguments: wrong)
    func `a member of another type is named`(_ row: (key: String, value: JSON, problem: String)) {
        var object = Self.good
        object[row.key] = row.value
        #expect(throws: Failure.shown(row.problem)) { try NewDepartment(.object(object)) }
    }

    @Test(arguments: ["chatClosingTags", "departmentsAllowedToForward"], [JSON.null, "a", 1, [:]])
    func `a list of texts takes nothing else`(_ key: String, _ value: JSON) {
        var object = Self.good
        object[key] = value
        #expect(throws: Failure.self) { try NewDepartment(.object(object)) }
    }

    @Test(.holds("4.7.14")) func `custom fields are texts, truth values and 32-bit whole numbers`() throws {
        var object = Self.good
        object["text"] = "x"
        object["flag"] = false
        object["largest"] = 2_147_483_647
        object["smallest"] = -2_147_483_648
        object["chatClosingTags"] = ["a", ""]
        #expect(try NewDepartment(.object(object)).fields == object)
    }

    @Test(arguments: ["_id", "type", "numAgents", "parentId", "ancestors", "archived", "businessHourId", "_updatedAt"])
    func `a derived member is passed over whatever its type`(_ key: String) throws {
        for value in [JSON.null, "x", .number(1.5e300), ["x"], [:], true] {
            var object = Self.good
            object[key] = value
            let new = try NewDepartment(.object(object))
            #expect(new.fields == Self.good)
        }
    }

    @Test func `a closing tag is needed once chats ask for one, sent now or stored before`() throws {
        func lacks(_ sent: JSONObject, _ stored: JSONObject = [:]) throws -> Bool {
            try NewDepartment(.object(Self.good.merging(sent))).lacksClosingTags(over: stored)
        }
        #expect(try lacks(["requestTagBeforeClosingChat": true]))
        #expect(try lacks(["requestTagBeforeClosingChat": true, "chatClosingTags": []]))
        #expect(try !lacks(["requestTagBeforeClosingChat": true, "chatClosingTags": ["a"]]))
        #expect(try !lacks(["requestTagBeforeClosingChat": false]))
        #expect(try !lacks([:]))
        #expect(try !lacks(["requestTagBeforeClosingChat": true], ["chatClosingTags": ["a"]]))
        #expect(try lacks(["chatClosingTags": []], ["requestTagBeforeClosingChat": true, "chatClosingTags": ["a"]]))
    }

    @Test func `an agent needs a text agentId; count and order are whole numbers or nothing`() throws {
        let full = try AgentUpsert(["agentId": "a", "count": 3, "order": -1, "username": "x"], index: 0)
        #expect((full.agentID, full.count, full.order) == ("a", 3, -1))
        let bare = try AgentUpsert(["agentId": ""], index: 0)
        #expect((bare.agentID, bare.count, bare.order) == ("", 0, 0))
        for element in [JSON.null, "a", 5, [], [:], ["agentId": 5], ["agentId": .null]] {
            #expect(throws: Failure.shown("Missing key 'agentId' in field upsert[7]")) {
                try AgentUpsert(element, index: 7)
            }
        }
    }
}
