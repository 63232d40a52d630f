/// What `Accounts_CustomFields` says of people's custom fields: a JSON object of fields by name (D73).
extension Settings {
    /// The custom fields as they are stored: while the setting is blank all of them, else those that it names.
    ///
    /// - Throws: `error-invalid-customfield-json` while the setting is no JSON object,
    ///   `error-user-registration-custom-field` for a field that breaks its rule.
    public func customFields(from given: JSON) throws -> JSON {
        let text = self["Accounts_CustomFields"].string ?? ""
        guard !text.isBlank, let fields = given.object else { return given }
        guard let rules = (try? JSON(parsing: text.utf8))?.object else {
            throw Failure.typed("Invalid JSON for Custom Fields", "error-invalid-customfield-json")
        }
        var kept: JSONObject = [:]
        for (name, rule) in rules.members {
            if let problem = CustomFieldRule(rule.object ?? [:]).problem(of: fields[name], named: name) {
                throw Failure.typed(problem, "error-user-registration-custom-field", method: "registerUser")
            }
            kept[name] = fields[name]
        }
        return .object(kept)
    }
}

/// What one field asks of its value.
private struct CustomFieldRule {
    let rule: JSONObject

    init(_ rule: JSONObject) { self.rule = rule }

    /// What is wrong with a value, in the original's words; nil when nothing is.
    func problem(of value: JSON?, named name: String) -> String? {
        let text = value?.string ?? ""
        let length = Double(text.unicodeScalars.count)
        if text.isBlank, value == nil || value == .null || value?.string != nil {
            return rule["required"]?.bool == true ? "Field \(name) is required" : nil
        }
        if rule["type"]?.string == "select", let value, rule["options"]?.array?.contains(value) != true {
            return "Value for field \(name) is invalid"
        }
        if let most = rule["maxLength"]?.number, most > 0, length > most {
            return "Max length of field \(name) \(JSON.number(most).text())"
        }
        if let least = rule["minLength"]?.number, length < least {
            return "Min length of field \(name) \(JSON.number(least).text())"
        }
        return nil
    }
}
