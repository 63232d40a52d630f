import Facts
import HTTPTypes
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET /api/muster/v1/openapi.json` and `GET /docs` (D20).
@Suite("The OpenAPI document describes every route")
struct OpenAPITests {
    @Test(.keepsAway("RocketChat/Rocket.Chat-Open-API#211"), arguments: TestEngine.allCases)
    func `it is served to everybody and has each route under its path and method`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for who in [Who.nobody, .plain] {
                let answer = try await server.send("GET", "/api/muster/v1/openapi.json", as: who)
                #expect(answer.status == 200)
                #expect(answer.json?.object?["openapi"] == "3.1.0")
                let paths = answer.json?.object?["paths"]?.object
                for route in Routes.all {
                    let description = paths?[route.template]?.object?[route.method.rawValue.lowercased()]?.object
                    #expect(description?["summary"]?.string == route.about.summary, "\(route.name)")
                }
            }
        }
    }

    @Test func `no two operations share an id`() {
        let ids = Routes.all.compactMap { $0.openAPIDescription.object?["operationId"]?.string }
        #expect(ids.count == Routes.all.count)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `every parameter of a path is described and no other`() {
        for route in Routes.all {
            let described = (route.openAPIDescription.object?["parameters"]?.array ?? []).compactMap(\.object)
                .filter { $0["in"] == "path" }.compactMap { $0["name"]?.string }
            let named = route.template.matches(of: /\{(\w+)\}/).map { String($0.1) }
            #expect(described == named, "\(route.name)")
        }
    }

    @Test func `every reference leads to a part of the document`() {
        let schemas = OpenAPIDocument.json.object?["components"]?.object?["schemas"]?.object ?? [:]
        let references = OpenAPIDocument.json.text().matches(of: ##/"\$ref":"#\/components\/schemas\/(\w+)"/##)
        #expect(!references.isEmpty)
        for reference in references { #expect(schemas[String(reference.1)] != nil, "\(reference.1)") }
    }

    @Test(arguments: TestEngine.allCases)
    func `the page for people names every route and loads nothing`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("GET", "/docs", as: .nobody)
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "text/html; charset=utf-8")
            #expect(answer.header("content-security-policy")?.hasPrefix("default-src 'none'") == true)
            for route in Routes.all { #expect(answer.text.contains("<code>\(route.name)</code>"), "\(route.name)") }
            for word in ["href=\"http", "src=", "<script", "@import", "url("] {
                #expect(!answer.text.contains(word), "\(word)")
            }
        }
    }
}
