import MusterModel
import MusterStore

/// `POST livechat/department/:_id/archive` and `/unarchive` (contract 4.4).
enum ArchiveDepartment {
    static let about = About("Archive a department", path: ["_id": .string(Demo.departmentID)])
    static let aboutUndo = About("Take a department out of the archive", path: ["_id": .string(Demo.departmentID)])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        // Nothing is asked of it, but a broken one is refused.
        _ = try await call.body()
        guard try await call.store.setArchived(true, department: call.parameter("_id"), by: call.caller) else {
            throw Failure.plain("department-not-found")
        }
        return .success()
    }

    static func handleUndo(_ call: Call<Caller>) async throws -> Reply {
        _ = try await call.body()
        guard try await call.store.setArchived(false, department: call.parameter("_id"), by: call.caller) else {
            throw Failure.typed(nil, "department-not-found")
        }
        return .success()
    }
}
