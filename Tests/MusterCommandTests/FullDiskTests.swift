import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// A disk that is full, by the shell's limit on the size of files.
@Suite("A full disk stops writes and nothing else", .programs)
struct FullDiskTests {
    @Test func `writes answer 503, reads go on, and nothing acknowledged is lost`() throws {
        let installation = try Installation.prepared()
        let headers = try installation.headers()
        let sizes = try FileManager.default.contentsOfDirectory(atPath: installation.folder.path).map { file in
            try FileManager.default.attributesOfItem(atPath: installation.folder.file(file))[.size] as? Int ?? 0
        }
        // In blocks of 512 bytes: what there is and a little more, for each file.
        let server = try installation.serve(shellPrefix: "ulimit -f \((sizes.max() ?? 0) / 512 + 600);")
        let name = String(repeating: "x", count: 3000)
        var made: Set<String> = []
        var refused: HTTPAnswer?
        for number in 0..<2000 where refused == nil {
            let body: JSON = [
                "unitData": ["name": .string("\(number) \(name)"), "visibility": "public"], "unitMonitors": [],
                "unitDepartments": [],
            ]
            let answer = try server.send("POST", "livechat/units", headers, body: body.text())
            if answer.status == 200, let id = answer.json?.object?["_id"]?.string {
                made.insert(id)
            } else {
                refused = answer
            }
        }
        let answer = try #require(refused, "the limit was never met")
        #expect(answer.status == 503)
        #expect(answer.header("Retry-After") != nil)
        #expect(answer.json?.object?["success"] == false)
        #expect(answer.json?.object?["errorType"] == "error-storage-unavailable")
        #expect(!answer.text.contains(installation.folder.path))
        #expect(made.count > 3)

        #expect(server.isRunning)
        for _ in 0..<20 { #expect(try server.makeUnit(name + name, headers) == nil) }
        #expect(try server.unitIDs(headers) == made)
        #expect(try server.send("GET", "livechat/units?text=x&sort=%7B%22_updatedAt%22:-1%7D", headers).status == 200)
        #expect(try server.isLoggedIn(headers))
        #expect(try server.send("GET", "/health/live").status == 200)
        server.kill()

        let doctor = try installation.command("doctor")
        #expect(doctor.status == 0, "\(doctor.output)\(doctor.error)")
        let next = try installation.serve()
        #expect(try next.unitIDs(headers) == made)
        #expect(try next.makeUnit(name, headers) != nil)
        #expect(next.terminate() == 0)
    }
}
