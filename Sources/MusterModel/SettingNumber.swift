/// Numbers of settings: an administrator may store any number, and a fraction counts.
extension Settings {
    /// The number of a setting, never so large that arithmetic on it overflows; 0 for one that has none.
    public func number(_ id: String) -> Double {
        let most = Double(Limits.settingNumber)
        return min(max(self[id].number ?? 0, -most), most)
    }

    /// The least whole number that a setting asks for: 2.5 failures are 3.
    ///
    /// For many settings 0 means "off", so a positive fraction is never read as 0.
    public func atLeast(_ id: String) -> Int { Int(number(id).rounded(.up)) }

    /// The largest whole number that a setting allows: 2.5 calls are 2, but half a call is 1.
    public func atMost(_ id: String) -> Int {
        let number = number(id)
        return number > 0 ? max(1, Int(number)) : Int(number.rounded(.up))
    }

    /// How long a setting lasts, at least a millisecond when it is positive.
    ///
    /// - Parameters:
    ///   - id: The setting.
    ///   - unit: Milliseconds of what it counts: minutes, days.
    public func milliseconds(_ id: String, of unit: Int64 = 1) -> Int64 {
        Int64((number(id) * Double(unit)).rounded(.up))
    }
}

extension Settings {
    /// How long a login token lives (contract 1.2); 0 or less for ever.
    public var loginMilliseconds: Int64 { milliseconds("Accounts_LoginExpiration", of: 86_400_000) }
}
