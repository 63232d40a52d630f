import Facts
import MusterModel
import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.6, D33.
@Suite("GET /api/info", .holds("1.6"))
struct InfoTests {
    private static let anonymous =
        #"{"version":"7.2","minimumClientVersions":{"desktop":"3.9.6","mobile":"4.39.0"},"cloudWorkspaceId":"","#
        + #""muster":{"version":"\#(Version.muster)"},"success":true}"#

    @Test(arguments: TestEngine.allCases)
    func `who may not see statistics sees which API it is`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for who in [Who.nobody, .stranger, .inactive, .plain, .agent, .monitorA, .manager, .guest] {
                try await server.expect(Exchange("GET /api/info", as: who, status: 200, gives: Self.anonymous))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `with the permission the whole version and the build are told`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let info = try await server.fetch("GET", "/api/info")
            let version = try #require(info.found("info", "version")?.string)
            #expect(isWhole(version, #"7\.2\.\d+"#))
            #expect(info.found("version") == .string(version))
            #expect(info.found("info")?.object?.keys == ["version", "build", "marketplaceApiVersion", "commit"])
            #expect(
                info.found("info", "build")?.object?.keys == [
                    "date", "nodeVersion", "arch", "platform", "osRelease", "totalMemory", "freeMemory", "cpus",
                ])
            #expect(info.found("info", "build", "cpus")?.number ?? 0 >= 1)
            #expect(info.found("info", "marketplaceApiVersion")?.string != nil)
            let commit = Set(info.found("info", "commit")?.object?.keys ?? [])
            #expect(commit.isSuperset(of: ["hash", "date", "author", "subject"]))
            #expect(info.found("minimumClientVersions") == ["desktop": "3.9.6", "mobile": "4.39.0"])
            #expect(info.found("muster", "version") == .string(Version.muster))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the permission counts from the next request on`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("view-statistics", to: "user")
            #expect(try await server.fetch("GET", "/api/info", as: .plain).found("info") != nil)
            try await server.world.revoke("view-statistics", from: "user")
            #expect(try await server.fetch("GET", "/api/info", as: .plain).found("info") == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `it stands outside the versioned routes`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.expect(Exchange("GET info", status: 404, gives: Refusal.unknownEndpoint))
        }
    }
}
