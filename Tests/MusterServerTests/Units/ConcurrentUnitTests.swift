import Dispatch
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Many clients at once over real connections (D6).
@Suite("Units saved at once stay whole")
struct ConcurrentUnitTests {
    /// Sends all requests on connections of their own, opened before the first is sent.
    private func atOnce(
        _ server: TestServer, _ requests: [(path: String, body: String, who: Who)]
    ) async throws -> [HTTPAnswer] {
        let line = DispatchGroup()
        for _ in requests { line.enter() }
        let port = server.port
        return try await withThrowingTaskGroup(of: (Int, HTTPAnswer).self) { group in
            for (index, request) in requests.enumerated() {
                let headers = server.headersOf(request.who)
                group.addTask {
                    try await offThread {
                        let opened = Result { try HTTPConnection(port: port, timeoutSeconds: 60) }
                        line.leave()
                        line.wait()
                        let connection = try opened.get()
                        defer { connection.close() }
                        let answer = try connection.send(
                            "POST", "/api/v1/" + request.path, headers: headers, body: Array(request.body.utf8))
                        return (index, answer)
                    }
                }
            }
            return try await group.reduce(into: [(Int, HTTPAnswer)]()) { $0.append($1) }
                .sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `forty units claim one department: exactly one holds it, and all counts are right`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let requests = (0..<40).map { index in
                let body = unitBody("Unit \(index)", monitors: [Who.monitorA.id], departments: ["dep-4", "dep-1"])
                return (path: "livechat/units", body: body, who: index.isMultiple(of: 2) ? Who.admin : .manager)
            }
            let answers = try await atOnce(server, requests)
            var ids: [String] = []
            for answer in answers {
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json?.found("numDepartments") == 2)
                #expect(answer.json?.found("numMonitors") == 1)
                ids.append(try #require(answer.json?.found("_id")?.string))
            }
            #expect(Set(ids).count == 40)
            var holders: [String] = []
            for id in ids {
                let members = try await server.members(ofUnit: id)
                #expect(members.monitors == ["monitorA"])
                #expect(members.departments == [] || members.departments == ["dep-1", "dep-4"])
                if members.departments != [] { holders.append(id) }
            }
            #expect(holders.count == 1)
            for department in ["dep-1", "dep-4"] {
                #expect(try await server.parent(ofDepartment: department) == holders.first.map(JSON.string))
            }
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-2"]))
            let created = try await server.world.events().filter { $0.kind == "unit.created" }
            #expect(Set(created.map(\.subjectID)) == Set(ids))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `units that exchange their departments at once keep each in one place`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            var ids: [String] = []
            for index in 0..<8 { ids.append(try await server.makeUnit("Unit \(index)")) }
            let departments = ["dep-1", "dep-2", "dep-3", "dep-4"]
            let requests = (0..<40).map { index in
                let wanted = [departments[index % 4], departments[(index + index / 8) % 4]]
                let order = index.isMultiple(of: 2) ? wanted : wanted.reversed()
                return (
                    path: "livechat/units/\(ids[index % 8])", body: unitBody("Unit", departments: order), who: Who.admin
                )
            }
            for answer in try await atOnce(server, requests) { #expect(answer.status == 200, "\(answer.text)") }
            var held: [String] = []
            for id in ids + ["unit-a", "unit-b"] { held += try await server.members(ofUnit: id).departments }
            #expect(held.count == Set(held).count)
            for department in departments where !held.contains(department) {
                #expect(try await server.parent(ofDepartment: department) == .null)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two administrators who save one unit at once, one is there whole`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let mine = (
                path: "livechat/units/unit-a",
                body: unitBody("Mine", monitors: [Who.monitorA.id], departments: ["dep-1", "dep-2"]), who: Who.admin
            )
            let theirs = (
                path: "livechat/units/unit-a",
                body: unitBody(
                    "Theirs", monitors: [Who.monitorB.id, Who.idleMonitor.id], departments: ["dep-4"],
                    visibility: "private"), who: Who.manager
            )
            for round in 1...15 {
                let answers = try await atOnce(server, round.isMultiple(of: 2) ? [mine, theirs] : [theirs, mine])
                for answer in answers {
                    #expect(answer.status == 200)
                    let isMine = answer.json?.found("name") == "Mine"
                    #expect(answer.json?.found("numMonitors") == (isMine ? 1 : 2))
                    #expect(answer.json?.found("numDepartments") == (isMine ? 2 : 1))
                }
                let unit = try await server.fetch("GET", "livechat/units/unit-a")
                let members = try await server.members(ofUnit: "unit-a")
                if unit.found("name") == "Mine" {
                    #expect(unit.found("visibility") == "public")
                    #expect(members == UnitMembers(["monitorA"], ["dep-1", "dep-2"]))
                } else {
                    #expect(unit.found("name") == "Theirs")
                    #expect(unit.found("visibility") == "private")
                    #expect(members == UnitMembers(["idleMonitor", "monitorB"], ["dep-4"]))
                }
            }
            #expect(try await server.world.events().filter { $0.kind == "unit.updated" }.count == 30)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a unit that is saved and deleted at once leaves nothing behind`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for _ in 1...10 {
                let id = try await server.makeUnit("Doomed", monitors: [Who.monitorA.id], departments: ["dep-4"])
                async let deleted = server.send("DELETE", "livechat/units/\(id)")
                async let saved = server.send(
                    "POST", "livechat/units/\(id)",
                    body: unitBody("Saved", monitors: [Who.monitorB.id], departments: ["dep-4", "dep-3"]))
                #expect(try await deleted.text == "1")
                let answer = try await saved
                #expect(answer.status == 200 || answer.text == UnitAnswer.unknownOnUpdate, "\(answer.text)")
                #expect(try await server.parent(ofDepartment: "dep-4") == .null)
            }
            let rows = try await server.world.number(
                "SELECT count(*) FROM unit_monitors WHERE unit_id NOT IN ('unit-a', 'unit-b')")
            #expect(rows == 0)
            #expect(try await server.fetch("GET", "livechat/units").found("total") == 2)
        }
    }
}
