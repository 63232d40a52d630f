import MusterTestWorld

/// The organisation, made once an engine: every test takes back what it does.
actor LargeOrganisation {
    private static let shared = LargeOrganisation()
    private var making: [TestEngine: Task<World, any Error>] = [:]

    static func world(_ engine: TestEngine) async throws -> World { try await shared.of(engine) }

    private func of(_ engine: TestEngine) async throws -> World {
        let task =
            making[engine]
            ?? Task {
                let world = try await World(engine, waiting: true)
                for statement in QueryPlanTests.population { try await world.run(statement) }
                try await world.run("ANALYZE")
                return world
            }
        making[engine] = task
        return try await task.value
    }
}
