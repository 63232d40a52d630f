#if os(Linux)
    import Facts
    import Foundation
    import MusterModel
    import MusterTestSupport
    import Testing

    /// D68: the server's clock is set while it runs.
    @Suite("A clock that is set neither prolongs nor ends a block", .programs)
    struct ClockTests {
        /// The calls that read the clock on the wall, moved by the seconds that a file says.
        private static let shim = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <sys/time.h>
            #include <time.h>

            static long moved(void) {
                long seconds = 0;
                FILE *file = fopen(getenv("CLOCK_MOVED_FILE"), "r");
                if (file != NULL) { if (fscanf(file, "%ld", &seconds) != 1) seconds = 0; fclose(file); }
                return seconds;
            }

            int clock_gettime(clockid_t clock, struct timespec *now) {
                int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
                int result = real(clock, now);
                if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) now->tv_sec += moved();
                return result;
            }

            int gettimeofday(struct timeval *restrict now, void *restrict zone) {
                int (*real)(struct timeval *, void *) = dlsym(RTLD_NEXT, "gettimeofday");
                int result = real(now, zone);
                now->tv_sec += moved();
                return result;
            }
            """

        /// A server whose clock is moved.
        private struct Moved {
            /// Its folder goes with it.
            let installation: Installation
            let server: ServerProcess
            let headers: [(String, String)]
            let file: String

            init(_ installation: Installation) throws {
                self.installation = installation
                let folder = installation.folder
                try Data(shim.utf8).write(to: URL(fileURLWithPath: folder.file("shim.c")))
                let library = folder.file("shim.so")
                let compiled = try run(
                    "/usr/bin/env", ["clang", "-shared", "-fPIC", "-o", library, folder.file("shim.c"), "-ldl"])
                try #require(compiled.status == 0, "\(compiled.error)")
                file = folder.file("moved")
                server = try installation.serve(
                    environment: [
                        "ADMIN_PASS": Installation.password, "LD_PRELOAD": library, "CLOCK_MOVED_FILE": file,
                    ])
                headers = try installation.headers()
            }

            func move(bySeconds seconds: Int) throws {
                try Data("\(seconds)\n".utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
            }

            func set(_ id: String, _ value: JSON) throws {
                let body: JSON = ["value": value]
                let saved = try server.send("POST", "settings/\(id)", headers, body: body.text())
                try #require(saved.status == 200, "\(saved.text)")
            }

            /// Seconds until a login of this user is free; nil when it is.
            func wait(_ user: String) throws -> Int? {
                Int(try server.logIn(user, "wrong").header("Retry-After") ?? "")
            }
        }

        private static let hour = 3600

        @Test(.keepsAway("Muster 11.A6")) func `logins stay blocked for as long as it was said`() throws {
            let moved = try Moved(try Installation())
            try moved.set("API_Enable_Rate_Limiter_Limit_Calls_Default", 1000)
            for _ in 0..<10 { #expect(try moved.wait("mira") == nil) }
            for seconds in [0, -Self.hour, Self.hour, -30 * 24 * Self.hour, 30 * 24 * Self.hour, 0] {
                try moved.move(bySeconds: seconds)
                let wait = try #require(try moved.wait("mira"), "\(seconds)")
                #expect((240...300).contains(wait), "\(seconds): \(wait)")
            }
            // And a short block ends by itself, whatever the clock says by then.
            try moved.set(
                "Block_Multiple_Failed_Logins_Time_To_Unblock_By_User_In_Minutes", .number(0.02))
            for _ in 0..<10 { #expect(try moved.wait("noor") == nil) }
            try moved.move(bySeconds: -Self.hour)
            let deadline = ContinuousClock.now + .seconds(20)
            while try moved.wait("noor") != nil { try #require(ContinuousClock.now < deadline) }
        }

        @Test(.keepsAway("Muster 11.A6")) func `calls stay limited for a window, and no longer`() throws {
            let moved = try Moved(try Installation())
            func call() throws -> HTTPAnswer { try moved.server.send("GET", "settings.public") }
            for _ in 0..<10 { #expect(try call().status == 200) }
            for seconds in [0, -Self.hour, Self.hour, 0] {
                try moved.move(bySeconds: seconds)
                let refused = try call()
                #expect(refused.status == 429, "\(seconds)")
                #expect((1...60).contains(Int(refused.header("Retry-After") ?? "") ?? 0), "\(seconds)")
            }
            try moved.move(bySeconds: -Self.hour)
            let reset = try #require(
                try moved.server.send("GET", "settings.oauth").header("x-ratelimit-reset").flatMap(Double.init))
            #expect(reset / 1000 < Date().timeIntervalSince1970 - 3000, "the server's clock was really set")
            try moved.set("API_Enable_Rate_Limiter_Limit_Time_Default", 1500)
            let deadline = ContinuousClock.now + .seconds(20)
            while try call().status != 200 { try #require(ContinuousClock.now < deadline) }
        }
    }
#endif
