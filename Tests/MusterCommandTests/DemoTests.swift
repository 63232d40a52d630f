import Facts
import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// `--demo`: the page's ids, token and user exist as printed there.
@Suite("The demo answers the page's own request", .holds("2.5", "2.6", "2.7", "2.8", "2.9"), .programs)
struct DemoTests {
    private static let headers = [
        ("X-Auth-Token", "RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f"), ("X-User-Id", "rbAXPnMktTFbNpwtJ"),
        ("Content-Type", "application/json"),
    ]

    /// The example of the page "Create Unit", as it stands there.
    private static let body = #"""
        {
          "unitData": {
            "name": "unitxx2",
            "visibility": "public"
          },
          "unitMonitors": [
            {
              "monitorId": "GT67Tv6x5p5y5xZWN",
              "username": "testerio"
            }
          ],
          "unitDepartments": [
            {
              "departmentId": "CgM4vfNNtj8t4QEMd"
            }
          ]
        }
        """#

    @Test(.holds("2.0.8")) func `the page's request answers the page's fields in the page's order`() throws {
        let installation = try Installation()
        let server = try installation.serve("--demo", environment: [:])
        let answer = try server.send("POST", "livechat/units", Self.headers, body: Self.body)
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "application/json")
        let unit = try #require(answer.json?.object)
        #expect(
            unit.keys == [
                "name", "visibility", "type", "numMonitors", "numDepartments", "_updatedAt", "_id", "success",
            ])
        #expect(
            answer.text.hasPrefix(
                #"{"name":"unitxx2","visibility":"public","type":"u","numMonitors":1,"numDepartments":1,"_updatedAt":""#
            ))
        #expect(unit["_id"]?.string?.count == 17)
        #expect(unit["success"] == true)
        #expect(try installation.command("doctor").status == 0)
    }

    @Test func `the page's user is an admin named demo, and the printed password logs in`() throws {
        let installation = try Installation()
        let server = try installation.serve("--demo", environment: ["ADMIN_PASS": "unused", "ADMIN_USERNAME": "eve"])
        let me = try server.send("GET", "me", Self.headers).json?.object
        #expect(me?["_id"] == "rbAXPnMktTFbNpwtJ")
        #expect(me?["username"] == "demo")
        #expect(me?["roles"] == ["admin"])
        let password = try #require(text(in: server.standardErrorText, after: "demo, the password ", until: "\n"))
        #expect(try server.logIn("demo", password).status == 200)
        #expect(try server.logIn("eve", "unused").status == 401)
        let admins = try installation.command("user", "list").output.split(separator: "\n").filter { line in
            line.split(separator: "\t").last?.split(separator: ",").contains("admin") == true
        }
        #expect(admins.count == 1)
        #expect(!server.standardOutputText.contains(password))
    }

    @Test func `the page's monitor and department are there, in an organisation to look at`() throws {
        let installation = try Installation()
        let server = try installation.serve("--demo", environment: [:])
        let monitor = try server.send("GET", "livechat/monitors/testerio", Self.headers).json?.object
        #expect(monitor?["_id"] == "GT67Tv6x5p5y5xZWN")
        let department = try server.send("GET", "livechat/department/CgM4vfNNtj8t4QEMd", Self.headers).json?.object
        #expect(department?["department"]?.object?["_id"] == "CgM4vfNNtj8t4QEMd")
        let departments = try server.send("GET", "livechat/department", Self.headers).json?.object
        #expect((departments?["total"]?.number ?? 0) > 2)
        #expect(try server.unitIDs(Self.headers).count > 0)
    }

    @Test func `a second start keeps what was made, and needs no password`() throws {
        let installation = try Installation()
        let first = try installation.serve("--demo", environment: [:])
        let id = try #require(try first.makeUnit("kept", Self.headers))
        #expect(first.terminate() == 0)
        let second = try installation.serve("--demo", environment: [:])
        #expect(try second.unitIDs(Self.headers).contains(id))
        #expect(second.terminate() == 0)
        // Without --demo no other admin is made either.
        let third = try installation.serve(environment: ["ADMIN_PASS": "unused"])
        #expect(try third.logIn("admin", "unused").status == 401)
        #expect(try third.isLoggedIn(Self.headers))
    }

    @Test(arguments: ["0.0.0.0", "::"])
    func `it is refused on any address but loopback, before a file is made`(_ host: String) throws {
        let installation = try Installation()
        let result = try installation.command("serve", "--port", "0", "--demo", "--host", host)
        #expect(result.status == 1)
        #expect(result.error.contains("--demo") && result.error.contains("loopback"))
        #expect(!FileManager.default.fileExists(atPath: installation.database))
    }

    @Test func `its database is refused on any address but loopback without --demo too`() throws {
        let installation = try Installation()
        let demo = try installation.serve("--demo", environment: [:])
        #expect(demo.terminate() == 0)
        let result = try installation.command("serve", "--port", "0", "--host", "0.0.0.0")
        #expect(result.status == 1)
        #expect(result.error.contains("an admin everybody knows"))
    }

    @Test func `it is refused on a database with users, and changes nothing there`() throws {
        let installation = try Installation.prepared()
        let before = try installation.command("user", "list").output
        let result = try installation.command("serve", "--port", "0", "--demo")
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.error.contains("The demo needs an empty database"))
        #expect(try installation.command("user", "list").output == before)
        let server = try installation.serve()
        #expect(try server.logIn("admin", Installation.password).status == 200)
        #expect(try !server.isLoggedIn(Self.headers))
    }
}
