import MusterModel

/// `GET livechat/department/isDepartmentCreationAvailable` (contract 4.4, D16): there is no licence to ask.
enum DepartmentCreation {
    static func handle(_ call: Call<Caller>) async throws -> Reply { .success(["isDepartmentCreationAvailable": true]) }
}
