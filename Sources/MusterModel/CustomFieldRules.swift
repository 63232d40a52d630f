/// What `Accounts_CustomFields` says of people's custom fields: a JSON object of fields by name (D73).
extension Settings {
    /// The custom fields as they are stored: while the setting is blank all of them, else those that it names.
    ///
    /// - Throws: The first fault.
    public func customFields(from given: JSON) throws(CustomFieldFault) -> JSON {
        let text = self["Accounts_CustomFields"].string ?? ""
        guard !text.isBlank, let fields = given.object else { return given }
        guard let rules = (try? JSON(parsing: text.utf8))?.object else {
            throw .noRules
        }
        var kept: JSONObject = [:]
        for (name, rule) in rules.members {
            if let fault = CustomFieldRule(rule.object ?? [:]).fault(of: fields[name], named: name) { throw fault }
            kept[name] = fields[name]
        }
        return .object(kept)
    }
}

/// What is wrong with people's custom fields (D73).
public enum CustomFieldFault: Error, Sendable, Equatable {
    /// The setting that describes them is no JSON object.
    case noRules
    /// One that must be there is not.
    case missing(String)
    /// The value of one is none of those there are.
    case noOption(String)
    /// One is longer than so many characters.
    case tooLong(String, charactersMax: Double)
    /// One is shorter than so many characters.
    case tooShort(String, charactersMin: Double)
}

/// What one field asks of its value.
private struct CustomFieldRule {
    let rule: JSONObject

    init(_ rule: JSONObject) { self.rule = rule }

    /// What is wrong with a value, nil when nothing is.
    func fault(of value: JSON?, named name: String) -> CustomFieldFault? {
        let text = value?.string ?? ""
        let length = Double(text.unicodeScalars.count)
        if text.isBlank, value == nil || value == .null || value?.string != nil {
            return rule["required"]?.bool == true ? .missing(name) : nil
        }
        if rule["type"]?.string == "select", let value, rule["options"]?.array?.contains(value) != true {
            return .noOption(name)
        }
        if let most = rule["maxLength"]?.number, most > 0, length > most {
            return .tooLong(name, charactersMax: most)
        }
        if let least = rule["minLength"]?.number, length < least {
            return .tooShort(name, charactersMin: least)
        }
        return nil
    }
}
