import MusterTestSupport
import Testing

/// The public Python client against the real binary: the very script that the docs show.
@Suite("A client that was written for the original works unchanged", .programs)
struct PythonClientTests {
    @Test func `it makes people, roles, permissions, departments and a unit, and removes them`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let result = try run(
            try pythonProgram("python"),
            [
                MusterBinary.packageRoot + "/docs/examples/organisation.py", "http://127.0.0.1:\(server.port)", "admin",
                Installation.password,
            ], timeoutSeconds: 300)
        #expect(result.status == 0, "\(result.error)")
        #expect(
            result.output == """
                logged in as admin
                agents: ['axel']
                managers: ['greta']
                manager by id: greta
                holders: ['greta']
                unit: North 1 monitor, 2 departments
                mira sees: ['North']
                left: []

                """)
        let doctor = try installation.command("doctor")
        #expect(doctor.status == 0, "\(doctor.output)")
    }
}
