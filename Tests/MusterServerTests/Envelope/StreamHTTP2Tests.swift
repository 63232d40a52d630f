import MusterModel
import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Lists that are sent as they are read (D98), to `curl` over HTTP/2.
@Suite("A long list is sent as it is read over HTTP/2 too")
struct StreamHTTP2Tests {
    @Test func `it comes whole, and one that cannot be read to its end does not end as if it were`() async throws {
        let folder = try TemporaryFolder()
        let identity = try SelfSignedCertificate(in: folder)
        let world = try await World.large(.sqlite)
        try await TestServer.run(
            on: world,
            configure: { options in
                options.streamedRows = 100
                options.streamsMax = 1
                options.certificate = CertificateFiles(
                    certificatePath: identity.certificatePath, keyPath: identity.keyPath)
            },
            { server in
                let whole = try await Self.curl(server, "livechat/department?count=0")
                let json = try JSON(parsing: Array(whole.output.utf8))
                #expect(whole.status == 0 && json.found("departments")?.array?.count == 2504)
                let head = try await Self.curl(server, "livechat/department?count=0", "-I")
                #expect(head.status == 0 && head.output.hasPrefix("HTTP/2 200"))
                #expect(!head.output.lowercased().contains("content-length"))

                try await world.breakUnit("u150")
                let part = try await Self.curl(server, "livechat/units?count=0")
                #expect(part.status != 0 && !part.output.isEmpty && !part.output.hasSuffix(#""success":true}"#))
                #expect(try await Self.curl(server, "livechat/department?count=0").status == 0, "its place is free")
            })
        await world.end()
    }

    private static func curl(
        _ server: TestServer, _ path: String, _ arguments: String...
    ) async throws -> (status: Int32, output: String, error: String) {
        let headers = server.headersOf(.admin).flatMap { ["-H", "\($0.0): \($0.1)"] }
        let url = "https://127.0.0.1:\(server.port)/api/v1/" + path
        return try await run("/usr/bin/curl", ["-s", "-k", "--http2", url] + headers + arguments)
    }
}
