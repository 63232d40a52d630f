import HTTPTypes
import MusterModel

extension Permission {
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
