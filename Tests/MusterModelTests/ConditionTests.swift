import MusterModel
import Testing

/// D80.
@Suite("A query is an object of exact values")
struct ConditionTests {
    static let members: [String: Condition.Kind] = ["username": .text, "emails.address": .text, "active": .flag]

    static let accepted: [(text: String, conditions: [Condition])] = [
        ("{}", []), (#" {"username":"a"} "#, [Condition("username", .texts(["a"]))]),
        (#"{"username":""}"#, [Condition("username", .texts([""]))]),
        (#"{"username":"$where"}"#, [Condition("username", .texts(["$where"]))]),
        (#"{"username":{"$in":["a","b"]}}"#, [Condition("username", .texts(["a", "b"]))]),
        (#"{"username":{"$in":[]}}"#, [Condition("username", .texts([]))]),
        (#"{"active":false}"#, [Condition("active", .flags([false]))]),
        (#"{"active":{"$in":[true,false]}}"#, [Condition("active", .flags([true, false]))]),
        (
            #"{"emails.address":"a@b.c","active":true}"#,
            [Condition("emails.address", .texts(["a@b.c"])), Condition("active", .flags([true]))]
        ),
    ]

    @Test(arguments: accepted)
    func `what it names is read, in its order`(_ row: (text: String, conditions: [Condition])) throws {
        #expect(try [Condition](parsing: row.text, naming: Self.members) == row.conditions)
    }

    static let refused: [(text: String, reason: String)] = [
        (#"{"$where":"1"}"#, "Invalid operation: $where"), (#"{"$or":[]}"#, "Invalid operation: $or"),
        (#"{"username":{"$ne":"a"}}"#, "Invalid operation: username.$ne"),
        (#"{"username":{"$regex":".*"}}"#, "Invalid operation: username.$regex"),
        (#"{"username":{"$exists":true}}"#, "Invalid operation: username.$exists"),
        (#"{"username":{"$in":["a"],"$gt":""}}"#, "Invalid operation: username.$gt"),
        (#"{"username":{"$eq":"a"}}"#, "Invalid operation: username.$eq"),
        (#"{"name":"a"}"#, "Invalid attribute: name"), (#"{"":"a"}"#, "Invalid attribute: "),
        (#"{"emails":"a"}"#, "Invalid attribute: emails"), (#"{"USERNAME":"a"}"#, "Invalid attribute: USERNAME"),
        (#"{"username":{"a":1}}"#, "Invalid attribute: username.a"),
        (#"{"username":5}"#, "Invalid value: username"), (#"{"username":null}"#, "Invalid value: username"),
        (#"{"username":true}"#, "Invalid value: username"), (#"{"username":["a"]}"#, "Invalid value: username"),
        (#"{"username":{}}"#, "Invalid value: username"), (#"{"username":{"$in":"a"}}"#, "Invalid value: username"),
        (#"{"username":{"$in":["a",5]}}"#, "Invalid value: username"),
        (#"{"username":{"$in":[null]}}"#, "Invalid value: username"), (#"{"active":"true"}"#, "Invalid value: active"),
        (#"{"active":1}"#, "Invalid value: active"), (#"{"active":{"$in":[true,"x"]}}"#, "Invalid value: active"),
        (#"{"username":"a","username":"b"}"#, "Repeated attribute: username"),
        (#"{"username":"a","active":true,"username":"a"}"#, "Repeated attribute: username"),
        (#"{"username":{"$in":["a"],"$in":["b"]}}"#, "Repeated attribute: $in"),
    ]

    @Test(arguments: refused)
    func `anything else is refused by its name`(_ row: (text: String, reason: String)) {
        #expect(throws: Failure.query(row.reason)) { try [Condition](parsing: row.text, naming: Self.members) }
    }

    @Test(arguments: [
        "x", "5", "true", "null", "[]", #"[{"username":"a"}]"#, #""username""#, "{", #"{"username":"a"}}"#,
        #"{username:"a"}"#, "{'username':'a'}", " ",
    ])
    func `what is no object is repeated`(_ text: String) {
        #expect(throws: Failure.unreadableQuery(text)) { try [Condition](parsing: text, naming: Self.members) }
    }

    @Test func `its length, its depth and the values of a member are bounded`() throws {
        func list(_ count: Int) -> String {
            #"{"username":{"$in":["# + Array(repeating: #""a""#, count: count).joined(separator: ",") + "]}}"
        }
        #expect(try [Condition](parsing: list(500), naming: Self.members).count == 1)
        #expect(throws: Failure.query("Invalid value: username has more than 500 values")) {
            try [Condition](parsing: list(501), naming: Self.members)
        }
        let long = #"{"username":""# + String(repeating: "a", count: 16 << 10) + #""}"#
        #expect(throws: Failure.query("The query is longer than 16384 bytes")) {
            try [Condition](parsing: long, naming: Self.members)
        }
        let deep = String(repeating: #"{"a":"#, count: 9) + "1" + String(repeating: "}", count: 9)
        #expect(throws: Failure.unreadableQuery(deep)) { try [Condition](parsing: deep, naming: Self.members) }
    }
}
