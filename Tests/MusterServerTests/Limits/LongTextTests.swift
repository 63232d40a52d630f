import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Long texts that no engine can make shorter: contract 2.2 takes very long names, and nothing may be a fault.
@Suite("Long texts are kept whole")
struct LongTextTests {
    /// Random letters, or random code points beyond them: neither compresses.
    private static func random(_ count: Int, _ letters: [Character] = Array("abcdefghijklmnopqrstuvwxyz0123456789-_."))
        -> String
    {
        var generator = SeededGenerator(seed: UInt64(count))
        return String((0..<count).map { _ in letters.randomElement(using: &generator) ?? "x" })
    }

    private static let wide = (0x4E00...0x9FFF).compactMap { Unicode.Scalar($0).map(Character.init) }

    static let texts = [random(3000), random(100_000), random(3000, wide), random(50_000, wide)]

    @Test(arguments: TestEngine.allCases)
    func `a unit's name and visibility are`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for text in Self.texts {
                let body = unitBody(text, monitors: [Who.monitorA.id], departments: ["dep-4"], visibility: text)
                let answer = try await server.send("POST", "livechat/units", body: body)
                #expect(answer.status == 200, "\(text.utf8.count) bytes: \(answer.text.prefix(200))")
                guard let id = answer.json?.found("_id")?.string else { continue }
                let unit = try await server.fetch("GET", "livechat/units/\(id)")
                #expect(unit.found("name") == .string(text) && unit.found("visibility") == .string(text))
                let updated = try await server.send("POST", "livechat/units/unit-a", body: unitBody(text))
                #expect(updated.status == 200, "\(text.utf8.count) bytes: \(updated.text.prefix(200))")
            }
            let names = try await server.fetch("GET", "livechat/units?count=0").each("units", "name")
            #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a department's name and members are`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for text in Self.texts {
                let value = JSON.string(text)
                let body = DepartmentBody.text(["name": value, "email": value, "note": value, "description": value])
                let answer = try await server.send("POST", "livechat/department", body: body)
                #expect(answer.status == 200, "\(text.utf8.count) bytes: \(answer.text.prefix(200))")
                guard let id = answer.json?.found("department", "_id")?.string else { continue }
                let department = try await server.department(id)
                for key in ["name", "email", "note", "description"] { #expect(department.found(key) == value) }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a user's name and user name are, or are refused in words`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (number, text) in Self.texts.enumerated() {
                for member in ["name", "username", "bio", "statusText", "email"] {
                    let body = CreateUserRefusalTests.body([
                        "username": .string("u\(number)-\(member)"), "email": .string("\(number)\(member)@example.com"),
                        member: .string(member == "email" ? text + "@example.com" : text),
                    ])
                    let answer = try await server.send("POST", "users.create", body: body)
                    #expect(
                        [200, 400].contains(answer.status),
                        "\(member) of \(text.utf8.count) bytes: \(answer.text.prefix(200))")
                }
            }
            #expect(try await server.send("GET", "users.list?count=0").status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what cannot be anybody's is nobody's`(_ engine: TestEngine) async throws {
        let text = Self.random(20_000)
        try await TestServer.run(engine) { server in
            for body in [
                #"{"user":"\#(text)","password":"x"}"#, #"{"resume":"\#(text)"}"#,
                #"{"user":{"id":"\#(text)"},"password":"x"}"#, #"{"user":"admin","password":"\#(text)"}"#,
            ] {
                let answer = try await server.send("POST", "login", as: .nobody, body: body)
                #expect(answer.text == LogInTests.refused)
            }
            let monitor = try await server.send(
                "POST", "livechat/monitors.create", body: #"{"username":"\#(text)"}"#)
            #expect(monitor.json?.found("errorType") == "error-invalid-user", "\(monitor.text.prefix(200))")
            let unit = try await server.fetch(
                "POST", "livechat/units", body: unitBody("n", monitors: [text], departments: [text]))
            #expect(unit.found("numMonitors") == 0 && unit.found("numDepartments") == 0)
            let none = try await server.send("POST", "users.delete", body: #"{"userId":"\#(text)"}"#)
            #expect(none.json?.found("errorType") == "error-invalid-user")
        }
    }
}
