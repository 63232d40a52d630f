import Facts
import Foundation
import HTTPTypes
import MusterModel
@testable import MusterServer
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Every request of the document, sent to the demo as the page's user.
@Suite("The examples of the document work", .holds("1.8"))
struct ExampleTests {
    /// What has to be there first: the route whose own example makes it.
    private static let before = [
        "POST /api/v1/users.regeneratePersonalAccessToken": "POST /api/v1/users.generatePersonalAccessToken",
        "POST /api/v1/users.removePersonalAccessToken": "POST /api/v1/users.generatePersonalAccessToken",
        "POST /api/v1/livechat/department/:_id/unarchive": "POST /api/v1/livechat/department/:_id/archive",
    ]

    @Test(arguments: Routes.all.map(\.name), TestEngine.allCases)
    func `an example sent to the demo is answered as the document says`(_ name: String, _ engine: TestEngine)
        async throws
    {
        let route = try #require(Routes.all.first { $0.name == name })
        // What only reads is asked of a server that others read from too.
        let onlyReads = route.method == .get && !route.path.hasSuffix("/logout")
        guard !onlyReads else { return try await Self.expect(route, SharedServers.demo(engine)) }
        try await TestServer.run(on: World(demoOn: engine), sendmail: "/bin/true") { server in
            if let earlier = Routes.all.first(where: { $0.name == Self.before[name] }) {
                #expect(try await server.send(example: earlier).status == 200)
            }
            if name == "POST /api/muster/v1/password-reset" {
                _ = try await server.world.store.requestPasswordReset(email: "petra@example.com", token: Demo.token)
            }
            try await Self.expect(route, server)
        }
    }

    private static func expect(_ route: Route, _ server: TestServer) async throws {
        let answer =
            try await route.name == "POST /api/v1/roles.delete"
            ? server.deleteNewRole() : server.send(example: route)
        #expect(answer.status == route.about.status, "\(answer.text)")
        #expect(try await server.world.store.examine().faults == [])
        guard route.about.contentType == "application/json" else { return }
        let json = try #require(answer.json)
        #expect(contradictions(json, route.about.answer.jsonSchema) == [])
    }

    @Test func `the examples of answers are such answers`() {
        for route in Routes.all {
            #expect(contradictions(route.about.answer.example, route.about.answer.jsonSchema) == [], "\(route.name)")
        }
    }

    @Test func `every parameter of a path, every required one and every body has an example`() {
        for route in Routes.all {
            for segment in route.path.split(separator: "/") where segment.hasPrefix(":") {
                #expect(route.about.path[String(segment.dropFirst())] != nil, "\(route.name)")
            }
            for name in (route.about.query ?? route.about.body)?.required ?? [] {
                #expect(route.about.example[name] != nil, "\(route.name): \(name)")
            }
            if route.about.body != nil { #expect(route.about.example.count > 0, "\(route.name)") }
        }
    }
}

extension TestServer {
    fileprivate func send(example route: Route) async throws -> HTTPAnswer {
        let about = route.about
        var target = route.path.split(separator: "/").map { segment in
            let value = segment.hasPrefix(":") ? about.path[String(segment.dropFirst())]?.string : nil
            return "/" + (value ?? String(segment)).escaped
        }.joined()
        if about.query != nil {
            let pairs = about.example.members.flatMap { name, value in
                (value.array ?? [value]).map { name.escaped + "=" + ($0.string ?? $0.text()).escaped }
            }
            target += "?" + pairs.joined(separator: "&")
        }
        let body = about.body == nil ? nil : JSON.object(about.example).text()
        return try await sendAsDemo(route.method.rawValue, target, body)
    }

    /// A role's id is known only once it is made, so the example's own cannot be sent.
    fileprivate func deleteNewRole() async throws -> HTTPAnswer {
        let made = try await sendAsDemo("POST", "/api/v1/roles.create", #"{"name":"trainer"}"#)
        let id = try #require(made.json?.object?["role"]?.object?["_id"]?.string, "\(made.text)")
        return try await sendAsDemo("POST", "/api/v1/roles.delete", #"{"roleId":"\#(id)"}"#)
    }

    fileprivate func sendAsDemo(_ method: String, _ target: String, _ body: String?) async throws -> HTTPAnswer {
        try await send(
            method, target, as: .nobody, body: body,
            headers: [("X-Auth-Token", Demo.token), ("X-User-Id", Demo.adminID)])
    }
}

extension String {
    fileprivate var escaped: String {
        addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(["&", "=", "+", "/"])) ?? self
    }
}
