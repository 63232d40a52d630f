// swift-tools-version: 6.2
import PackageDescription

/// One list for every Swift target: the language mode comes from the tools version, warnings are errors, and every
/// existential, member import and public import is a visible decision.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "muster",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "muster", targets: ["muster"])
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CSpawn"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "MusterModel",
            dependencies: ["CCrypt", "CCrypto"],
            swiftSettings: strict
        ),
        .target(name: "Spawn", dependencies: ["CSpawn"], swiftSettings: strict),
        .target(
            name: "MusterStore",
            dependencies: [
                "CLibPQ",
                "CSQLite",
                "MusterModel",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "MusterServer",
            dependencies: [
                "CMalloc",
                "CZlib",
                "MusterModel",
                "MusterStore",
                "Spawn",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "muster",
            dependencies: [
                "MusterModel",
                "MusterStore",
                "MusterServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "MusterTestSupport",
            dependencies: [
                "MusterModel",
                "Spawn",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "attack-test", dependencies: ["MusterModel", "MusterTestSupport"], swiftSettings: strict),
        .executableTarget(
            name: "crash-test", dependencies: ["MusterModel", "MusterTestSupport"], swiftSettings: strict),
        .executableTarget(
            name: "cluster-test", dependencies: ["MusterModel", "MusterTestSupport"], swiftSettings: strict),
        .target(
            name: "MusterTestWorld",
            dependencies: [
                "MusterModel",
                "MusterServer",
                "MusterStore",
                "MusterTestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .target(name: "Facts", swiftSettings: strict),
        .testTarget(
            name: "MusterModelTests", dependencies: ["Facts", "MusterModel", "MusterTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "MusterStoreTests",
            dependencies: ["Facts", "MusterModel", "MusterStore", "MusterTestSupport", "MusterTestWorld"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "MusterServerTests",
            dependencies: [
                "CZlib",
                "Facts",
                "MusterModel",
                "MusterServer",
                "MusterStore",
                "MusterTestSupport",
                "MusterTestWorld",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "MusterCommandTests",
            dependencies: [
                "Facts", "MusterModel", "MusterStore", "MusterTestSupport", "MusterTestWorld", "attack-test",
                "cluster-test", "crash-test", "muster",
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "TidyTests", dependencies: ["MusterTestSupport"], swiftSettings: strict),
    ]
)
