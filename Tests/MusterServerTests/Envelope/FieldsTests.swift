import MusterModel
@testable import MusterServer
import Testing

/// D81.
@Suite("fields picks members of a row")
struct FieldsTests {
    static let row: JSON = [
        "name": "N", "emails": [["address": "a@b.c", "verified": true], ["address": "d@e.f", "verified": false]],
        "roles": ["user", "admin"], "settings": ["a": ["b": 1, "c": 2], "d": 3], "_id": "i",
    ]

    static let picks: [(fields: String, row: JSON)] = [
        ("{}", row), (#"{"name":1}"#, ["name": "N", "_id": "i"]), (#"{"name":1,"_id":1}"#, ["name": "N", "_id": "i"]),
        (#"{"name":1,"_id":0}"#, ["name": "N"]), (#"{"_id":1}"#, ["_id": "i"]), (#"{"nothing":1}"#, ["_id": "i"]),
        (#"{"_id":1.0,"name":1}"#, ["name": "N", "_id": "i"]),
        (#"{"emails":0,"settings":0}"#, ["name": "N", "roles": ["user", "admin"], "_id": "i"]),
        (#"{"emails":0,"settings":0,"roles":0,"_id":0}"#, ["name": "N"]),
        (#"{"name":0,"emails":0,"settings":0,"_id":1}"#, ["roles": ["user", "admin"], "_id": "i"]),
        (#"{"emails.address":1,"_id":0}"#, ["emails": [["address": "a@b.c"], ["address": "d@e.f"]]]),
        (#"{"emails.address":1,"emails":1,"_id":0}"#, ["emails": row.object?["emails"] ?? .null]),
        (
            #"{"emails.address":0,"settings":0,"roles":0,"name":0,"_id":0}"#,
            ["emails": [["verified": true], ["verified": false]]]
        ),
        (#"{"settings.a.b":1,"_id":0}"#, ["settings": ["a": ["b": 1]]]),
        (
            #"{"settings.a.b":1,"settings.d":1,"_id":0}"#, ["settings": ["a": ["b": 1], "d": 3]]
        ),
        (#"{"name.first":1}"#, ["_id": "i"]), (#"{"roles.x":1,"_id":0}"#, ["roles": []]),
    ]

    @Test(arguments: picks)
    func `those with 1 stay, or those with 0 go, and the id comes along`(_ pick: (fields: String, row: JSON)) throws {
        let picked = try Fields(parsing: pick.fields).pick(Self.row)
        #expect(picked == pick.row)
    }

    @Test func `a member that only looks like one that is named is another`() throws {
        let row: JSON = ["\u{E9}": 1, "e\u{301}": 2]
        #expect(try Fields(parsing: "{\"e\u{301}\":1}").pick(row) == ["e\u{301}": 2])
    }

    @Test func `members keep the row's order`() throws {
        let picked = try Fields(parsing: #"{"_id":1,"roles":1,"name":1}"#).pick(Self.row)
        #expect(picked.text() == #"{"name":"N","roles":["user","admin"],"_id":"i"}"#)
    }

    @Test(arguments: [
        "x", "null", "5", #""name""#, "[]", #"["name"]"#, "{", #"{"name":2}"#, #"{"name":true}"#, #"{"name":"1"}"#,
        #"{"name":null}"#, #"{"name":{"$slice":1}}"#, #"{"name":1,"roles":0}"#, #"{"_id":2}"#, #"{"_id":true}"#,
        #"{"a.b.c.d.e.f.g.h.i":1}"#,
    ])
    func `anything else is refused and repeated`(_ text: String) {
        let refused = Failure.typed(
            "Invalid fields parameter provided: \"\(text)\"", "error-invalid-fields",
            details: ["helperMethod": "parseJsonQuery"])
        #expect(throws: refused) { try Fields(parsing: text) }
    }

    @Test func `a hundred may be named`() throws {
        func naming(_ count: Int) -> String {
            "{" + (0..<count).map { "\"m\($0)\":1" }.joined(separator: ",") + "}"
        }
        #expect(try Fields(parsing: naming(100)).pick(Self.row) == ["_id": "i"])
        #expect(throws: Failure.self) { try Fields(parsing: naming(101)) }
    }
}
