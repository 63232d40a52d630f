import Facts
import Foundation
import MusterModel
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// What keeps a second server off a file.
@Suite("A lock is on the file, not on one of its names")
struct FileLockTests {
    enum Name: String, CaseIterable, CustomTestStringConvertible {
        case same = "the same name", hardLink = "a hard link", symbolicLink = "a symbolic link"
        case moved = "another name that it was given", dotted = "a way round", relative = "a relative name"

        var testDescription: String { rawValue }

        func path(_ folder: TemporaryFolder) throws -> String {
            let path = folder.file("x.sqlite"), other = folder.file("other")
            switch self {
            case .same: return path
            case .hardLink: try FileManager.default.linkItem(atPath: path, toPath: other)
            case .symbolicLink: try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: path)
            case .moved: try FileManager.default.moveItem(atPath: path, toPath: other)
            case .dotted: return folder.path + "/./../" + (folder.path as NSString).lastPathComponent + "/x.sqlite"
            case .relative:
                let here = FileManager.default.currentDirectoryPath
                return here.split(separator: "/").map { _ in ".." }.joined(separator: "/") + path
            }
            return other
        }
    }

    @Test(.keepsAway("Muster 11.A10"), arguments: Name.allCases)
    func `it holds by every name, until it is released`(_ name: Name) throws {
        let folder = try TemporaryFolder()
        let lock = try #require(try FileLock(folder.file("x.sqlite")))
        let path = try name.path(folder)
        #expect(try FileLock(path) == nil)
        lock.release()
        let next = try #require(try FileLock(path))
        next.release()
    }

    @Test func `SQLite reads, writes and closes the file beside it, and takes nothing of it away`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("x.sqlite")
        let lock = try #require(try FileLock(path))
        for _ in 0..<2 {
            let store = try await Store.open(path)
            try await store.write { try $0.saveSetting("Site_Url", "x") }
            #expect(try await store.settings()["Site_Url"] == "x")
            try await store.backup(to: folder.file(UUID().uuidString))
            try store.close()
            #expect(try FileLock(path) == nil)
        }
        lock.release()
    }

    @Test func `a name that leads to a new file may be locked, and the old file stays locked`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("x.sqlite")
        let old = try #require(try FileLock(path))
        try FileManager.default.moveItem(atPath: path, toPath: folder.file("old"))
        let new = try #require(try FileLock(path))
        #expect(try FileLock(folder.file("old")) == nil)
        #expect(try FileLock(path) == nil)
        old.release()
        new.release()
    }

    @Test func `what cannot be opened is a failure and no lock`() throws {
        let folder = try TemporaryFolder()
        for path in [folder.path, folder.file("none/x.sqlite")] {
            let failure = #expect(throws: Failure.self) { _ = try FileLock(path) }
            #expect(failure?.text.hasPrefix("\(path) cannot be opened: ") == true)
        }
    }
}
