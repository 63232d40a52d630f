import HTTPTypes
import MusterModel

extension Permission {
    static let sample: Sample = .named(
        "Permission",
        [
            "_id": "manage-livechat-units", "level": .optional(.always("settings")), "settingId": .optional("Site_Url"),
            "sorter": .optional(0), "roles": ["admin"], "_updatedAt": .date,
        ])

    /// The document of contract 5.4.
    var wire: JSON {
        var object: JSONObject = ["_id": .string(id)]
        if let settingID {
            object["level"] = "settings"
            object["settingId"] = .string(settingID)
            object["sorter"] = 0
        }
        object["roles"] = .texts(roles)
        object["_updatedAt"] = .date(updatedAt)
        return .object(object)
    }
}

extension Reply {
    /// A refusal whose text and id stand apart, as some of the original's do: `error` without the id in brackets.
    static func refusal(_ error: String, type: String) -> Reply {
        .json(.badRequest, ["success": false, "error": .string(error), "errorType": .string(type)])
    }
}
