import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4, the document: which keys are present when.
@Suite("A department shows what it was given, and derived keys as soon as they mean something", .holds("4"))
struct DepartmentMemberTests {
    private static let required: Set = [
        "_id", "name", "email", "enabled", "showOnRegistration", "showOnOfflineForm", "type", "_updatedAt",
    ]
    private static let optional: KeyValuePairs<String, JSON?> = [
        "description": "d", "requestTagBeforeClosingChat": true, "chatClosingTags": ["a"],
        "offlineMessageChannelName": "general", "abandonedRoomsCloseCustomMessage": "gone",
        "visitorInactivityTimeoutInSeconds": 60, "waitingQueueMessage": "wait", "maxNumberSimultaneousChat": 3,
        "departmentsAllowedToForward": ["dep-2"], "fallbackForwardDepartment": "dep-2",
        "allowReceiveForwardOffline": true,
    ]

    @Test(.holds("4.0.2", "4.0.5"), arguments: TestEngine.allCases)
    func `an optional key is absent until it is saved, and then reads as saved`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "livechat/department", body: DepartmentBody.text())
            let id = try #require(made.found("department", "_id")?.string)
            #expect(try await Set(server.department(id).object?.keys ?? []) == Self.required)
            let body = DepartmentBody.text(Self.optional)
            _ = try await server.fetch("PUT", "livechat/department/\(id)", body: body)
            let read = try await server.department(id)
            #expect(Set(read.object?.keys ?? []) == Self.required.union(Self.optional.map(\.key)))
            for (key, value) in Self.optional { #expect(read.found(key) == value, "\(key)") }
        }
    }

    @Test(.holds("4.0.7", "4.4.98"), arguments: TestEngine.allCases)
    func `numAgents is absent until agents were changed once, whichever way, and stays`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            for id in ["dep-2", "dep-3", "dep-4"] {
                #expect(try await server.department(id).found("numAgents") == nil, "\(id)")
            }
            let body = DepartmentBody.text(agents: [["agentId": "id-plain"]])
            _ = try await server.fetch("PUT", "livechat/department/dep-2", body: body)
            let come = #"{"upsert":[{"agentId":"id-plain","username":"plain"}],"remove":[]}"#
            _ = try await server.fetch("POST", "livechat/department/dep-3/agents", body: come)
            _ = try await server.call("livechat:saveAgentInfo", #"["id-agent",{},["dep-4"]]"#)
            for id in ["dep-2", "dep-3", "dep-4"] {
                #expect(try await server.department(id).found("numAgents") == 1, "\(id)")
            }
            let go = #"{"upsert":[],"remove":[{"agentId":"id-plain"},{"agentId":"id-agent"}]}"#
            for id in ["dep-2", "dep-3", "dep-4"] {
                _ = try await server.fetch("POST", "livechat/department/\(id)/agents", body: go)
                #expect(try await server.department(id).found("numAgents") == 0, "\(id)")
            }
        }
    }

    @Test(.holds("4.0.8", "4.4.41", "4.4.42"), arguments: TestEngine.allCases)
    func `archived is absent, then true, then false, of one that never was archived false too`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            #expect(try await server.department("dep-1").found("archived") == nil)
            for _ in 1...2 {
                _ = try await server.fetch("POST", "livechat/department/dep-1/archive")
                #expect(try await server.department("dep-1").found("archived") == true, "twice is fine")
            }
            for id in ["dep-1", "dep-4"] {
                _ = try await server.fetch("POST", "livechat/department/\(id)/unarchive")
                #expect(try await server.department(id).found("archived") == false, "\(id)")
            }
        }
    }
}
