import MusterModel

/// `GET livechat/department/isDepartmentCreationAvailable` (contract 4.4, D16): there is no licence to ask.
enum DepartmentCreation {
    static let about = About(
        "Whether a department may be created", answer: .success(["isDepartmentCreationAvailable": .always(true)]))

    static func handle(_ call: Call<Caller>) async throws -> Reply { .success(["isDepartmentCreationAvailable": true]) }
}
