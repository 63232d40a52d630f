import MusterTestSupport
import Testing

/// `scripts/bench` and `scripts/generate-organisation`, as far as they say and make something without measuring.
@Suite("The benchmark explains itself, and its organisation is sound")
struct BenchTests {
    private static let scripts = MusterBinary.packageRoot + "/scripts/"

    @Test(arguments: [
        ("bench", ["--quick", "--only", "--rounds", "--strict", "--binary", "--instructions", "--top"]),
        ("generate-organisation", ["--units", "--departments", "--users", "--binary"]),
    ])
    func `help names every option`(_ script: String, _ options: [String]) throws {
        let help = try run(Self.scripts + script, ["--help"])
        #expect(help.status == 0)
        #expect(options.filter { !help.output.contains($0) } == [])
    }

    @Test func `without a release build it says how to make one`() throws {
        let result = try run(Self.scripts + "bench", ["--binary", "/nonexistent/muster"])
        #expect(result.status == 2)
        #expect(result.error.contains("swift build -c release --product muster"))
    }

    @Test func `the generated organisation is as large as asked for, and its event log tells all of it`() throws {
        let installation = try Installation()
        let sizes = ["--units", "30", "--departments", "70", "--users", "50"]
        let made = try run(
            Self.scripts + "generate-organisation", [installation.database, "--binary", MusterBinary.path] + sizes)
        #expect(made.status == 0, "\(made.error)")
        let doctor = try installation.command("doctor")
        #expect(doctor.status == 0, "\(doctor.output)")
        #expect(doctor.output.contains("units 30, unit_monitors 60, departments 70, department_agents 70"))
    }
}
