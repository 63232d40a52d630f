public import MusterModel

extension Store {
    /// Gives a setting another value; it counts from the next request on (D23).
    ///
    /// - Throws: `error-invalid-setting-value` for a value of another type (D29).
    public func saveSetting(_ id: String, _ value: JSON, by caller: Caller) async throws {
        guard Settings.fits(value, id) else {
            throw Failure.typed("Invalid setting value", "error-invalid-setting-value")
        }
        try await write { session in
            let before = try session.settings()[id]
            guard value != before else { return }
            try session.saveSetting(id, value)
            let isSecret = Settings.secretIDs.contains(id)
            let event = Event(
                "setting.changed", id, before: isSecret ? nil : ["value": before],
                after: isSecret ? nil : ["value": value])
            try session.append(event, by: caller)
        }
    }
}
