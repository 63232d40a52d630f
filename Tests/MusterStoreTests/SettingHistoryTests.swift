import Facts
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// Settings, of which some are secrets.
@Suite("The doctor understands every change of a setting")
struct SettingHistoryTests {
    /// Another value of the same type.
    private static func other(_ value: JSON) -> JSON {
        switch value {
        case .string(let text): .string(text + "x")
        case .number(let number): .number(number + 1)
        case .bool(let isOn): .bool(!isOn)
        case .array(let elements): .array(elements + ["x"])
        case .object(let object): .object(object.merging(["x": true]))
        case .null, .date: value
        }
    }

    @Test(.keepsAway("Muster 11.A3"), arguments: TestEngine.allCases)
    func `each that exists may be set, set again and set back`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        for round in 0..<3 {
            for (id, standard) in Settings.defaults {
                let value = round == 0 ? Self.other(standard) : round == 1 ? Self.other(Self.other(standard)) : standard
                guard Settings.fits(value, id) else { continue }
                try await world.store.saveSetting(id, value, by: world.admin)
            }
            #expect(try await world.faults() == [], "round \(round)")
        }
        let logged = Set(try await world.events().filter { $0.kind == "setting.changed" }.map(\.subjectID))
        #expect(logged.isSuperset(of: Settings.secretIDs) && logged.count > 100)
    }

    @Test(.keepsAway("Muster 11.A3"), arguments: TestEngine.allCases, Settings.secretIDs.sorted())
    func `that a secret changed is told, to what is not, and that is no fault`(_ engine: TestEngine, _ id: String)
        async throws
    {
        let world = try await World.healthy(engine)
        let before = try await world.events().count
        for value in ["first secret", "next secret", "next secret", ""] {
            try await world.store.saveSetting(id, .string(value), by: world.admin)
        }
        #expect(try await world.faults() == [])
        #expect(
            try await world.events().dropFirst(before) == Array(repeating: Event("setting.changed", id), count: 3)[...])
        #expect(try await world.contents().filter { $0.hasPrefix("events") && $0.contains("t secret") } == [])
    }

    @Test(arguments: TestEngine.allCases)
    func `a value that the log tells otherwise is found`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        try await world.store.saveSetting("Site_Url", "https://a.example", by: world.admin)
        try await world.set("Site_Url", "https://b.example")
        #expect(try await world.faults() == ["setting Site_Url is not what the event log tells"])
    }
}
