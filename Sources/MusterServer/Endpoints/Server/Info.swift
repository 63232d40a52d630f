import Foundation
import MusterModel
import MusterStore

/// `GET /api/info` (contract 1.6, D33).
enum Info {
    static let about = About(
        "What this server is",
        answer: .success([
            "version": .value(.string(Version.fullAPI)),
            "minimumClientVersions": ["desktop": "3.9.6", "mobile": "4.39.0"], "cloudWorkspaceId": .always(""),
            "muster": ["version": .value(.string(Version.muster))], "info": .optional(.anything(details)),
        ]))

    static func handle(_ call: Call<Caller?>) async throws -> Reply {
        var object: JSONObject = [
            "version": .string(Version.api),
            "minimumClientVersions": ["desktop": "3.9.6", "mobile": "4.39.0"],
            "cloudWorkspaceId": "", "muster": ["version": .string(Version.muster)],
        ]
        let permission = "view-statistics"
        if let caller = call.caller,
            call.permits(permission, to: caller)
        {
            object["version"] = .string(Version.fullAPI)
            object["info"] = details
        }
        return .success(object)
    }

    private static var details: JSON {
        let process = ProcessInfo.processInfo
        return [
            "version": .string(Version.fullAPI),
            "build": [
                "date": "", "nodeVersion": "", "arch": .string(Version.architecture),
                "platform": .string(Version.platform), "osRelease": .string(process.operatingSystemVersionString),
                "totalMemory": .number(Double(process.physicalMemory)), "freeMemory": 0,
                "cpus": .int(process.processorCount),
            ],
            "marketplaceApiVersion": "",
            "commit": ["hash": "", "date": "", "author": "", "subject": ""],
        ]
    }
}

/// What this server says it is.
public enum Version {
    /// Our own version.
    public static let muster = "0.1.0"
    /// The API generation that clients look at (D33).
    static let api = "7.2"
    static let fullAPI = "7.2.0"

    #if arch(arm64)
        static let architecture = "arm64"
    #else
        static let architecture = "x64"
    #endif

    #if os(macOS)
        static let platform = "darwin"
    #else
        static let platform = "linux"
    #endif
}
