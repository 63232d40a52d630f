import MusterModel

/// What is counted, by which settings (contract 1.13).
extension RateLimiter {
    /// A permission whose holders are not counted.
    static let bypass = "api-bypass-rate-limit"

    /// The rule of a route; nil where calls are not counted.
    static func rule(of route: Route, _ settings: Settings) -> Rule? {
        guard settings.isOn("API_Enable_Rate_Limiter"), route.isOfAPI, !route.isMethodCall else { return nil }
        if route.path == "/api/v1/users.register" { return Rule(calls: 1, milliseconds: 60_000) }
        let calls = settings.atMost("API_Enable_Rate_Limiter_Limit_Calls_Default")
        let time = settings.milliseconds("API_Enable_Rate_Limiter_Limit_Time_Default")
        return calls > 0 && time > 0 ? Rule(calls: calls, milliseconds: time) : nil
    }

    /// Counts a call of a method by user, token, address, and by method of user and of token (contract 1.13).
    ///
    /// Who is not logged in has their address for a token.
    ///
    /// - Throws: `too-many-requests`, which a method's answer carries inside.
    func countMethod(_ name: String, _ caller: Caller?, address: ClientAddress, _ settings: Settings) throws {
        let connection = caller?.hashedToken ?? address.counted
        var keys = [
            ("IP", address.counted), ("Connection", connection), ("Connection_By_Method", "\(connection) \(name)"),
        ]
        if let caller { keys += [("User", caller.id), ("User_By_Method", "\(caller.id) \(name)")] }
        for (kind, key) in keys {
            let prefix = "DDP_Rate_Limit_\(kind)_"
            guard settings.isOn(prefix + "Enabled") else { continue }
            let rule = Rule(
                calls: settings.atMost(prefix + "Requests_Allowed"),
                milliseconds: settings.milliseconds(prefix + "Interval_Time"))
            guard let wait = count("\(kind) \(key)", rule).waitSeconds else { continue }
            throw Failure.typed(
                "Error, too many requests. Please slow down. You must wait \(wait) seconds before trying again.",
                "too-many-requests", details: ["timeToReset": .int(wait * 1000)])
        }
    }
}
